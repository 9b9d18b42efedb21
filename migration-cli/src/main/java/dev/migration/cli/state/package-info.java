/**
 * The commands that show the revisions, and where a database is.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.state;

import org.jspecify.annotations.NullMarked;
