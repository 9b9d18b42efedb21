// SPDX-License-Identifier: Apache-2.0
/**
 * What a database contains, as the catalogs of PostgreSQL describe it, and how two such contents differ.
 *
 * <p>Input: the rows of {@code schema.catalog}. Output: {@link dev.migration.schema.SchemaSnapshot}, its fingerprint, and {@link
 * dev.migration.schema.SchemaDifference}s. Values only: no package of this row uses a database.
 */
@NullMarked
package dev.migration.schema;

import org.jspecify.annotations.NullMarked;
