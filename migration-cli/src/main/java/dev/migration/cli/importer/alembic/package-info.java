/**
 * Reads projects of Alembic.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.importer.alembic;

import org.jspecify.annotations.NullMarked;
