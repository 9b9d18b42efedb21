/**
 * The commands that change a database or say what they would change.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.run;

import org.jspecify.annotations.NullMarked;
