// SPDX-License-Identifier: Apache-2.0
/**
 * Runs one statement in batches: divides the rows of its table into ranges of a key, and runs the statement for each range in a
 * transaction that also holds the checkpoint. The input is a statement with its directive, the output its committed batches.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.execution.batch;

import org.jspecify.annotations.NullMarked;
