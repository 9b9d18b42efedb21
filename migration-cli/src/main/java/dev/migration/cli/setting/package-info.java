/**
 * Where the database and the scripts are: options, environment and a file of settings come in, settings go out.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.setting;

import org.jspecify.annotations.NullMarked;
