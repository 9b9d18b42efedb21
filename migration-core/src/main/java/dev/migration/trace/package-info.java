// SPDX-License-Identifier: Apache-2.0
/**
 * What each statement of a run does to the database: locks, scans, rewritten files, changed catalog rows, messages. The runner calls
 * the {@link dev.migration.trace.Tracer} after each statement, on its own connection and in its own transaction.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.trace;

import org.jspecify.annotations.NullMarked;
