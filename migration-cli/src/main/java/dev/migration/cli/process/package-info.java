// SPDX-License-Identifier: Apache-2.0
/**
 * External programs: finds them, runs them and returns their exit code and output.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.process;

import org.jspecify.annotations.NullMarked;
