// SPDX-License-Identifier: Apache-2.0
/**
 * Checks the schema of a database for the command {@code schema-health} and for the health of an application. Input: the catalogs,
 * which the checks of pg-index-health read. Output: what is wrong with the tables of the revisions, and what to do.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.health.check;

import org.jspecify.annotations.NullMarked;
