/**
 * Reads projects of Liquibase.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.adopt.liquibase;

import org.jspecify.annotations.NullMarked;
