/**
 * Finds out from the catalog what became of a statement that ran outside transactions.
 *
 * <p>Internal.
 */
@NullMarked
package dev.migration.execution.catalog;

import org.jspecify.annotations.NullMarked;
