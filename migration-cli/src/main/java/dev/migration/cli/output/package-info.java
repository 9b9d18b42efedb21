// SPDX-License-Identifier: Apache-2.0
/**
 * The output of commands: reports, progress, JSON and exit codes.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.output;

import org.jspecify.annotations.NullMarked;
