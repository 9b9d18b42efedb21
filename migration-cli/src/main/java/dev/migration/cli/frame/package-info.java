/**
 * What every command has: options, its report, and what becomes of a failure.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.cli.frame;

import org.jspecify.annotations.NullMarked;
