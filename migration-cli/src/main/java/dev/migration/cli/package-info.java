/**
 * The command line: what was typed comes in, a report and an exit code go out.
 *
 * <p>Internal, but for {@link dev.migration.cli.Main}.
 */
@NullMarked
package dev.migration.cli;

import org.jspecify.annotations.NullMarked;
