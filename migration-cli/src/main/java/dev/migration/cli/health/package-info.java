// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code schema-health}. Input: the catalogs of a database, which the checks of pg-index-health read. Output: what is wrong
 * with the tables of the revisions, and what to do.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.health;

import org.jspecify.annotations.NullMarked;
