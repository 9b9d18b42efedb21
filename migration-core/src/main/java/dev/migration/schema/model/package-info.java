// SPDX-License-Identifier: Apache-2.0
/**
 * The schema that a database should have, as somebody wrote it down: a {@link dev.migration.schema.model.SchemaModel} creates it in
 * an empty database.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.schema.model;

import org.jspecify.annotations.NullMarked;
