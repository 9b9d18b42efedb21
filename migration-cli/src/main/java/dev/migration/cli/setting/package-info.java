// SPDX-License-Identifier: Apache-2.0
/**
 * The configuration of the command line: reads options, environment variables and the settings file.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.setting;

import org.jspecify.annotations.NullMarked;
