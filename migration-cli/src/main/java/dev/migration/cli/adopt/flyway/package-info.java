/**
 * Reads projects of Flyway.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.adopt.flyway;

import org.jspecify.annotations.NullMarked;
