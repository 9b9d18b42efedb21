/**
 * Reads projects of Alembic.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.adopt.alembic;

import org.jspecify.annotations.NullMarked;
