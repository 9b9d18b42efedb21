package dev.migration.offline;

import dev.migration.execution.session.MigrationLock;
import dev.migration.sql.Quoting;
import dev.migration.version.StateTables;

/**
 * The tables of the state and the key of the lock where only the server knows the schema. psql is told both when the text
 * begins, and puts them in their places.
 */
final class StateTableNames {

    static final String SCHEMA = PsqlText.VARIABLE + "schema";
    static final String KEY = PsqlText.VARIABLE + "key";

    /** No schema is called so, because no statement can hold its name. */
    private static final String SOME_SCHEMA = "\u0001";

    private final StateTables tables;

    StateTableNames(StateTables tables) {
        this.tables = tables;
    }

    /** The tables, in a schema whose name {@link #inText} puts in its place. */
    StateTables tables() {
        return tables.in(SOME_SCHEMA);
    }

    /** The key of the lock, for SQL. */
    static String lockKey() {
        return ":" + KEY;
    }

    /** SQL of ours with the schema in its place. */
    String inText(String sql) {
        return sql.replace(Quoting.identifier(SOME_SCHEMA), ":\"" + SCHEMA + "\"");
    }

    /** Asks for the schema. */
    String schemaQuery() {
        return tables.schemaQuery();
    }

    /** Asks for the key, which is made from the name of the table as {@link MigrationLock} makes it. */
    String keyQuery() {
        String table = Quoting.literal("\"." + Quoting.identifier(tables.revisionTable()));
        return "SELECT ('x' || left(encode(sha256(convert_to(" + Quoting.literal(MigrationLock.NAMESPACE + '"')
                + " || replace(:'" + SCHEMA + "', '\"', '\"\"') || " + table
                + ", 'UTF8')), 'hex'), 16))::bit(64)::bigint AS " + KEY;
    }

    /** Whether a table is not there yet. */
    String isMissing(String table) {
        return "to_regclass(format('%I.%I', :'" + SCHEMA + "', " + Quoting.literal(table) + ")) IS NULL";
    }

    String revisionTable() {
        return tables.revisionTable();
    }

    String historyTable() {
        return tables.historyTable();
    }
}
