// SPDX-License-Identifier: Apache-2.0
/**
 * Reads the catalogs of a database. Input: a connection. Output: {@link dev.migration.schema.SchemaSnapshot}.
 *
 * <p>The list of columns comes from the server: a column that a newer version of PostgreSQL adds is compared without a change
 * here. What is left out is listed in {@code Omissions}, with the reason.
 */
@NullMarked
package dev.migration.schema.catalog;

import org.jspecify.annotations.NullMarked;
