/**
 * Reads projects of Liquibase.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.importer.liquibase;

import org.jspecify.annotations.NullMarked;
