// SPDX-License-Identifier: Apache-2.0
/**
 * A deployment: connect, check the state, back up, preview, migrate, verify. Options and a migrator come in, the executed plan and
 * the results of the steps go out. The package knows no command line and no console, so that other build tools can use it.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.deployment;

import org.jspecify.annotations.NullMarked;
