// SPDX-License-Identifier: Apache-2.0
/**
 * Creates the statements of a step, in order: the preamble of its transaction, hooks, statements of scripts, conditions, rows. A
 * statement sink receives them: one implementation sends them to a server, the other writes them into a file.
 *
 * <p>This package uses no connection. Internal.
 */
@NullMarked
package dev.migration.execution.statement;

import org.jspecify.annotations.NullMarked;
