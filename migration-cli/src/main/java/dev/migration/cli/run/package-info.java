// SPDX-License-Identifier: Apache-2.0
/**
 * The commands that change a database, and those that show or check what an upgrade would change.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.run;

import org.jspecify.annotations.NullMarked;
