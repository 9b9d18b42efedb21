// SPDX-License-Identifier: Apache-2.0
/**
 * Executes plans: runs the steps on a session that holds the migration lock, and continues on another session if it is lost.
 *
 * <p>API: the exceptions in {@code failure} and {@code refusal}. The rest is internal.
 */
@NullMarked
package dev.migration.execution;

import org.jspecify.annotations.NullMarked;
