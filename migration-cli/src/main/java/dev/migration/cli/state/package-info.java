// SPDX-License-Identifier: Apache-2.0
/**
 * The commands that show the revision graph, and where a database is in it.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.state;

import org.jspecify.annotations.NullMarked;
