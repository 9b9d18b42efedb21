// SPDX-License-Identifier: Apache-2.0
/**
 * Compares an applied text with the current text of a script: finds the statements and lines that differ.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.execution.difference;

import org.jspecify.annotations.NullMarked;
