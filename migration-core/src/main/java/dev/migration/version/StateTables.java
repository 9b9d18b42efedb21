// SPDX-License-Identifier: Apache-2.0
package dev.migration.version;

import java.util.Optional;

import dev.migration.sql.Quoting;

/**
 * The names of the two state tables.
 *
 * @param schema the schema of both tables; empty means the first schema of the {@code search_path} of the connection
 * @param revisionTable the table of applied revisions
 * @param historyTable the history: all operations on revisions
 */
public record StateTables(Optional<String> schema, String revisionTable, String historyTable) {

    /** {@code migration_revision} and {@code migration_history} in the schema of the connection. */
    public static final StateTables DEFAULT =
            new StateTables(Optional.empty(), "migration_revision", "migration_history");

    /** The qualified name of the table of applied revisions, quoted. */
    public String revisions() {
        return qualified(revisionTable);
    }

    /** The qualified name of the history, quoted. */
    public String history() {
        return qualified(historyTable);
    }

    /** The same tables with a schema, so that a {@code SET search_path} of a script has no effect on them. */
    public StateTables in(String found) {
        return new StateTables(Optional.of(found), revisionTable, historyTable);
    }

    private String qualified(String table) {
        return schema.map(name -> Quoting.identifier(name) + ".").orElse("") + Quoting.identifier(table);
    }
}
