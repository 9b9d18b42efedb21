/**
 * The front door: {@link dev.migration.Migrator}, what it is told and what it answers.
 *
 * <p>API. Nothing below this package imports it.
 */
@NullMarked
package dev.migration;

import org.jspecify.annotations.NullMarked;
