/**
 * The command that takes over projects of other tools.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.adopt;

import org.jspecify.annotations.NullMarked;
