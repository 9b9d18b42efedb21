/**
 * The commands that write revisions.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.author;

import org.jspecify.annotations.NullMarked;
