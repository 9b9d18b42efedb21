/**
 * What every command has: options, its report, and what becomes of a failure.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.command;

import org.jspecify.annotations.NullMarked;
