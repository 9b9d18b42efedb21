// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline;

import java.util.stream.IntStream;

import dev.migration.execution.lock.MigrationLock;
import dev.migration.sql.Quoting;
import dev.migration.version.StateTables;
import dev.migration.version.table.StateTableCheck;
import dev.migration.version.table.TableFormat;

/**
 * The names of the state tables and the key of the lock, where only the server knows the schema. The text reads both into psql
 * variables at its begin.
 */
final class StateTableNames {

    static final String SCHEMA = PsqlText.VARIABLE + "schema";
    static final String KEY = PsqlText.VARIABLE + "key";

    /** No schema can have this name, because no statement can contain it. */
    private static final String PLACEHOLDER = "\u0001";

    private final StateTables tables;

    StateTableNames(StateTables tables) {
        this.tables = tables;
    }

    /** The tables, in a placeholder schema that {@link #inText} replaces. */
    StateTables tables() {
        return tables.in(PLACEHOLDER);
    }

    /** The key of the lock, as an SQL expression. */
    static String lockKey() {
        return ":" + KEY;
    }

    /** Replaces the placeholder schema in a statement of this library. */
    String inText(String sql) {
        return sql.replace(Quoting.identifier(PLACEHOLDER), ":\"" + SCHEMA + "\"")
                .replace(Quoting.literal(PLACEHOLDER), ":'" + SCHEMA + "'");
    }

    /** A query for the schema. */
    String schemaQuery() {
        return check().schemaQuery();
    }

    private StateTableCheck check() {
        return StateTableCheck.of(tables);
    }

    /** A query for the key, which is computed from the name of the table as in {@link MigrationLock#keyOf}. */
    String keyQuery() {
        String table = Quoting.literal("\"." + Quoting.identifier(tables.revisionTable()));
        return "SELECT ('x' OPERATOR(pg_catalog.||) pg_catalog.left(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to("
                + Quoting.literal(MigrationLock.NAMESPACE + '"')
                + " OPERATOR(pg_catalog.||) pg_catalog.replace(:'" + SCHEMA
                + "', '\"', '\"\"') OPERATOR(pg_catalog.||) " + table
                + ", 'UTF8')), 'hex'), 16))::bit(64)::bigint AS " + KEY;
    }

    /** The condition that a table does not exist. */
    String isMissing(String table) {
        return format(table) + " OPERATOR(pg_catalog.=) " + TableFormat.MISSING;
    }

    /** The condition that a table has an older format. */
    String isOlder(String table) {
        return format(table) + " OPERATOR(pg_catalog.=) ANY (ARRAY"
                + IntStream.range(TableFormat.FIRST, TableFormat.CURRENT)
                        .boxed()
                        .toList() + ")";
    }

    private static String format(String table) {
        return "("
                + TableFormat.of("pg_catalog.to_regclass(pg_catalog.format('%I.%I', :'" + SCHEMA + "', "
                                + Quoting.literal(table) + "))")
                        .replaceAll("\\s+", " ")
                + ")";
    }

    String revisionTable() {
        return tables.revisionTable();
    }

    String historyTable() {
        return tables.historyTable();
    }
}
