/**
 * The command that takes over projects of other tools.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.importer;

import org.jspecify.annotations.NullMarked;
