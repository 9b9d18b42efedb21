// SPDX-License-Identifier: Apache-2.0
/**
 * Runs one step of a plan: its statements and the rows that record them, in one transaction.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.execution.step;

import org.jspecify.annotations.NullMarked;
