package dev.migration.version;

import java.util.Optional;

import dev.migration.sql.Quoting;

/**
 * Where the state is kept.
 *
 * @param schema the schema of both tables; empty means the first of the connection's {@code search_path}
 * @param revisionTable the table of applied revisions
 * @param historyTable the table of everything that was ever done
 */
public record StateTables(Optional<String> schema, String revisionTable, String historyTable) {

    /** {@code migration_revision} and {@code migration_history} in the connection's schema. */
    public static final StateTables DEFAULT =
            new StateTables(Optional.empty(), "migration_revision", "migration_history");

    /** The table of applied revisions as SQL writes it. */
    public String revisions() {
        return qualified(revisionTable);
    }

    /** The history as SQL writes it. */
    public String history() {
        return qualified(historyTable);
    }

    /** Asks for the schema of the table of applied revisions: where it is found, else where it would be made. */
    public String schemaQuery() {
        return schema.map(name -> "SELECT " + Quoting.literal(name))
                .orElseGet(() -> "SELECT coalesce((SELECT nspname FROM pg_class c JOIN pg_namespace n"
                        + " ON n.oid = relnamespace WHERE c.oid = to_regclass(" + Quoting.literal(revisions())
                        + ")), current_schema())");
    }

    /** The same tables, in a schema that a script's {@code SET search_path} cannot change. */
    public StateTables in(String found) {
        return new StateTables(Optional.of(found), revisionTable, historyTable);
    }

    private String qualified(String table) {
        return schema.map(name -> Quoting.identifier(name) + ".").orElse("") + Quoting.identifier(table);
    }
}
