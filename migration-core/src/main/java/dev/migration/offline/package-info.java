/**
 * The same plans as SQL text for psql (ADR 18). A range comes in, text goes out; no database is asked.
 *
 * <p>Internal but for its exception.
 */
@NullMarked
package dev.migration.offline;

import org.jspecify.annotations.NullMarked;
