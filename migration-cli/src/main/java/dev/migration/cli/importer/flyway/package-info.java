/**
 * Reads projects of Flyway.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.importer.flyway;

import org.jspecify.annotations.NullMarked;
