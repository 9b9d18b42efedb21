// SPDX-License-Identifier: Apache-2.0
/**
 * The connection of a run: opens, prepares, resets and closes it, holds the migration lock on it and sends statements.
 *
 * <p>Internal; its exceptions are in {@link dev.migration.execution.failure}.
 */
@NullMarked
package dev.migration.execution.session;

import org.jspecify.annotations.NullMarked;
