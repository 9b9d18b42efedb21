/**
 * Compares an applied text with the current text of a script: finds the statements and lines that differ.
 *
 * <p>API: {@link dev.migration.execution.difference.ScriptDifference} and
 * {@link dev.migration.execution.difference.StatementChange}. The rest is internal.
 */
@NullMarked
package dev.migration.execution.difference;

import org.jspecify.annotations.NullMarked;
