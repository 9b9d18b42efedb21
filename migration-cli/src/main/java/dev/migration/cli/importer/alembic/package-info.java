// SPDX-License-Identifier: Apache-2.0
/**
 * Reads projects of Alembic: revision files, the SQL that {@code alembic} prints and the version table come in, a {@link
 * dev.migration.cli.importer.project.SourceProject} goes out.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.importer.alembic;

import org.jspecify.annotations.NullMarked;
