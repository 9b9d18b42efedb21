// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.util.List;
import java.util.stream.Collectors;

import dev.migration.sql.Quoting;
import dev.migration.version.StateTables;

/**
 * The SQL that proves that the state tables are ordinary tables whose rows nothing filters or changes.
 *
 * <p>A trigger, a rule or a policy can keep a row that is deleted, or hide a row that exists, without an error. The server itself
 * must stop, because the statements that follow are in the same message: it casts the finding to an integer.
 */
public record StateTableCheck(StateTables tables, String place) {

    /** The begin of a finding. The message of the server contains it in every language. */
    static final String FINDING = "{state tables: ";

    /** The begin of the text that contains the schema, if the table of applied revisions does not exist. */
    static final String MISSING = "{no state tables in: ";

    static final String END = "}";

    /** Every way in which another object takes part in a read or a write of a table {@code c}. */
    private static final String NOT_ORDINARY = """
            c.relkind OPERATOR(pg_catalog.<>) 'r' OR c.relpersistence OPERATOR(pg_catalog.<>) 'p'
              OR c.relrowsecurity AND pg_catalog.row_security_active(c.oid)
              OR c.relhasrules AND EXISTS (SELECT FROM pg_catalog.pg_rewrite r
                WHERE r.ev_class OPERATOR(pg_catalog.=) c.oid AND r.ev_enabled OPERATOR(pg_catalog.<>) 'D')
              OR c.relhastriggers AND EXISTS (SELECT FROM pg_catalog.pg_trigger t
                WHERE t.tgrelid OPERATOR(pg_catalog.=) c.oid AND NOT t.tgisinternal
                  AND t.tgenabled OPERATOR(pg_catalog.<>) 'D')
              OR c.relhassubclass AND EXISTS (SELECT FROM pg_catalog.pg_inherits i
                WHERE i.inhparent OPERATOR(pg_catalog.=) c.oid)
              OR EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid OPERATOR(pg_catalog.=) c.oid)""";

    /** @param tables without a schema, the search_path decides */
    public static StateTableCheck of(StateTables tables) {
        return new StateTableCheck(
                tables,
                tables.schema()
                        .map(schema -> inSchema(Quoting.literal(schema)))
                        .orElseGet(() -> visible(tables.revisionTable())));
    }

    /** @param schema an SQL expression for the name of the schema */
    public static StateTableCheck in(StateTables tables, String schema) {
        return new StateTableCheck(tables, inSchema(schema));
    }

    private static String inSchema(String schema) {
        return "SELECT (" + schema + ")::pg_catalog.text AS schema, false AS hides";
    }

    /**
     * The first schema of the search_path that contains the table of applied revisions, else the first one; and whether it hides
     * a table of the same name. A temporary table is nobody's state.
     */
    private static String visible(String table) {
        return """
                SELECT COALESCE(found.with_table[1], found.schemas[1])::pg_catalog.text AS schema,
                  COALESCE(pg_catalog.cardinality(found.with_table), 0) OPERATOR(pg_catalog.>) 1 AS hides
                FROM (SELECT pg_catalog.array_agg(s.name ORDER BY s.place) AS schemas,
                    pg_catalog.array_agg(s.name ORDER BY s.place) FILTER (WHERE c.oid IS NOT NULL) AS with_table
                  FROM pg_catalog.unnest(pg_catalog.current_schemas(false)) WITH ORDINALITY AS s (name, place)
                  JOIN pg_catalog.pg_namespace n ON n.nspname OPERATOR(pg_catalog.=) s.name
                    AND n.oid OPERATOR(pg_catalog.<>) pg_catalog.pg_my_temp_schema()
                    AND n.nspname OPERATOR(pg_catalog.<>) 'pg_catalog'
                  LEFT JOIN pg_catalog.pg_class c ON c.relnamespace OPERATOR(pg_catalog.=) n.oid
                    AND c.relname OPERATOR(pg_catalog.=)""" + " " + Quoting.literal(table) + ") AS found";
    }

    /** A query for the schema of the table of applied revisions: where it is, else where it would be created. */
    public String schemaQuery() {
        return "SELECT place.schema FROM (" + place + ") AS place";
    }

    /** Keeps other sessions from adding a trigger, a rule or a policy until the transaction ends. */
    public String lock() {
        return "LOCK TABLE " + tables.revisions() + ", " + tables.history() + " IN ROW EXCLUSIVE MODE";
    }

    /** {@link #lock()} and {@link #guard()} for the tables of revisions that run in batches, which must exist. */
    public List<String> batches() {
        return of(
                List.of(tables.batches(), tables.batchErrors()),
                List.of(tables.batchTable(), tables.batchErrorTable()));
    }

    /** The same for the tables of jobs. */
    public List<String> jobs() {
        return of(
                List.of(tables.batches(), tables.batchErrors(), tables.batchRanges(), tables.jobs()),
                List.of(tables.batchTable(), tables.batchErrorTable(), tables.batchRangeTable(), tables.jobTable()));
    }

    private List<String> of(List<String> qualified, List<String> plain) {
        String names = plain.stream()
                .map(Quoting::literal)
                .collect(Collectors.joining(", ", "ARRAY[", "]::pg_catalog.name[]"));
        return List.of("LOCK TABLE " + String.join(", ", qualified) + " IN ROW EXCLUSIVE MODE", guard(found(names)));
    }

    /** {@link #lock()} and {@link #guard()}. */
    public List<StateStatement> statements() {
        return List.of(StateStatement.of(lock()), StateStatement.of(guard()));
    }

    /** A query that fails if one of the tables is not an ordinary table. */
    public String guard() {
        return guard(found(names()));
    }

    private static String guard(String found) {
        return "SELECT CASE WHEN found.names IS NULL THEN 0 ELSE " + raise(FINDING, "found.names") + " END AS checked"
                + found;
    }

    /**
     * A query of one row: the schema, whether it hides a table of the same name, whether one of the tables is not an ordinary
     * table, and whether one of them belongs to another role than the current one. Until the transaction ends, an unqualified
     * table is found only in the schema, and a policy causes an error.
     *
     * @param required whether it fails like {@link #guard()}, and also if the table of applied revisions does not exist
     */
    String locate(boolean required) {
        String failure = required
                ? "CASE WHEN found.names IS NOT NULL THEN " + raise(FINDING, "found.names")
                        + " WHEN NOT found.has_revisions THEN " + raise(MISSING, "place.schema") + " ELSE 0 END"
                : "0";
        return "SELECT place.schema, place.hides, found.names IS NOT NULL, found.foreign_owner,"
                + " pg_catalog.set_config('search_path', pg_catalog.concat_ws(', ', pg_catalog.quote_ident(place.schema),"
                + " 'pg_temp'), true), pg_catalog.set_config('row_security', 'off', true), "
                + failure + found(names());
    }

    /**
     * A query for the state tables of all schemas: schema, table, and whether it is not an ordinary table. A schema without state
     * tables has one row without a table.
     *
     * @param tables only their names are used
     */
    public static String ofAllSchemas(StateTables tables) {
        return "SELECT n.nspname::pg_catalog.text, c.relname::pg_catalog.text, COALESCE(" + NOT_ORDINARY + ", false)"
                + " FROM pg_catalog.pg_namespace n LEFT JOIN pg_catalog.pg_class c ON c.relnamespace OPERATOR(pg_catalog.=) n.oid"
                + " AND c.relname OPERATOR(pg_catalog.=) ANY (" + new StateTableCheck(tables, "").names() + ")";
    }

    private String found(String names) {
        String revisions = Quoting.literal(tables.revisionTable());
        return " FROM (" + place + ") AS place CROSS JOIN LATERAL (SELECT pg_catalog.string_agg(CASE WHEN "
                + NOT_ORDINARY
                + " THEN pg_catalog.format('%I.%I', n.nspname, c.relname) END, ', ') AS names,"
                + " COALESCE(pg_catalog.bool_or(c.relname OPERATOR(pg_catalog.=) " + revisions
                + "), false) AS has_revisions,"
                + " COALESCE(pg_catalog.bool_or(pg_catalog.pg_get_userbyid(c.relowner) OPERATOR(pg_catalog.<>) CURRENT_USER),"
                + " false) AS foreign_owner"
                + " FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_class c ON c.relnamespace OPERATOR(pg_catalog.=) n.oid"
                + " WHERE n.nspname OPERATOR(pg_catalog.=) place.schema::pg_catalog.name"
                + " AND c.relname OPERATOR(pg_catalog.=) ANY (" + names + ")) AS found";
    }

    /** The names of both tables, as an SQL array. */
    String names() {
        return "ARRAY[" + Quoting.literal(tables.revisionTable()) + ", " + Quoting.literal(tables.historyTable())
                + "]::pg_catalog.name[]";
    }

    private static String raise(String begin, String text) {
        return "pg_catalog.format('" + begin + "%s" + END + "', " + text + ")::pg_catalog.int4";
    }
}
