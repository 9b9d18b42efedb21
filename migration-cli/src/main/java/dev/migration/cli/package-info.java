// SPDX-License-Identifier: Apache-2.0
/**
 * The entry point of the command line: takes arguments, executes a command, returns an exit code.
 *
 * <p>Internal, except {@link dev.migration.cli.Main}.
 */
@NullMarked
package dev.migration.cli;

import org.jspecify.annotations.NullMarked;
