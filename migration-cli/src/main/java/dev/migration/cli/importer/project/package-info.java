/**
 * A project of another tool, whichever it is: what was read comes in; a plan, files and a stamp go out.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.importer.project;

import org.jspecify.annotations.NullMarked;
