/**
 * Compares an applied text with the current text of a script: finds the statements and lines that differ.
 *
 * <p>API: {@link dev.migration.result.ScriptDifference} and
 * {@link dev.migration.result.StatementChange}. The rest is internal.
 */
@NullMarked
package dev.migration.execution.difference;

import org.jspecify.annotations.NullMarked;
