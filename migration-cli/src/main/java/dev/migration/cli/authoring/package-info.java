/**
 * The commands that write revisions.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.authoring;

import org.jspecify.annotations.NullMarked;
