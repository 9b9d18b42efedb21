/**
 * What was run beside what a script says now: two texts come in, the statements and lines that differ go out.
 *
 * <p>API: {@link dev.migration.execution.difference.ScriptDifference} and what it holds. The rest is internal.
 */
@NullMarked
package dev.migration.execution.difference;

import org.jspecify.annotations.NullMarked;
