// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

import dev.migration.version.SchemaRecord;
import dev.migration.version.StateTables;

/**
 * Reads and writes the schema that a run left: the member {@code schema} of {@code facts} in the row of the revision that was applied
 * last. It holds until the next change that the history has, whichever version of this library and whichever settings made the change.
 */
public final class SchemaRecords {

    private static final String MEMBER = "'schema'";

    private final StateTables tables;

    /** @param tables with their schema, in the current format */
    public SchemaRecords(StateTables tables) {
        this.tables = tables;
    }

    /** What the last run left; empty if it stored nothing, or if a revision is interrupted. */
    public Optional<SchemaRecord> current(JdbcOperations jdbc) {
        return first(
                jdbc,
                "WHERE applied.revision OPERATOR(pg_catalog.=) " + last() + " AND " + uninterrupted()
                        + " AND stored.entry OPERATOR(pg_catalog.=) " + entry());
    }

    /** What the revisions own according to the last run that stored it. */
    public Optional<SchemaRecord.Scope> scope(JdbcOperations jdbc) {
        return first(jdbc, "WHERE stored.hash IS NOT NULL ORDER BY applied.ordinal DESC NULLS LAST LIMIT 1")
                .map(SchemaRecord::scope);
    }

    /** Identifies the last change in the history; empty if there is none. */
    public Optional<String> lastChange(JdbcOperations jdbc) {
        return Optional.ofNullable(jdbc.queryForObject("SELECT " + entry() + "::pg_catalog.text", String.class));
    }

    /** Stores what a run left. Does nothing if no revision is applied, or if one is interrupted. */
    public List<StateStatement> store(SchemaRecord.Content content, SchemaRecord.Scope scope) {
        String member = "pg_catalog.jsonb_build_object(" + MEMBER + ", pg_catalog.jsonb_build_object("
                + "'hash', ?::pg_catalog.text, 'mark', ?::pg_catalog.text, 'at', pg_catalog.clock_timestamp(), 'entry', "
                + entry()
                + ", 'schemas', ?::pg_catalog.text[], 'owned', ?::pg_catalog.text[], 'objects', ?::pg_catalog.text))";
        return List.of(
                // The names are needed only while the record holds.
                StateStatement.of("UPDATE " + tables.revisions()
                        + " SET facts = facts OPERATOR(pg_catalog.#-) '{schema,objects}'"
                        + " WHERE (facts OPERATOR(pg_catalog.#>) '{schema,objects}') IS NOT NULL"),
                StateStatement.of(
                        "UPDATE " + tables.revisions() + " SET facts = COALESCE(facts, '{}') OPERATOR(pg_catalog.||) "
                                + member + " WHERE revision OPERATOR(pg_catalog.=) " + last() + " AND "
                                + uninterrupted(),
                        content.hash(),
                        content.mark(),
                        array(scope.schemas()),
                        array(scope.objects()),
                        content.objects()));
    }

    private Optional<SchemaRecord> first(JdbcOperations jdbc, String condition) {
        return jdbc
                .query(
                        "SELECT applied.revision, stored.* FROM " + tables.revisions()
                                + " AS applied CROSS JOIN LATERAL"
                                + " pg_catalog.jsonb_to_record(applied.facts OPERATOR(pg_catalog.->) " + MEMBER
                                + ") AS stored (entry pg_catalog.uuid, hash pg_catalog.text, mark pg_catalog.text,"
                                + " at pg_catalog.timestamptz, schemas pg_catalog.text[], owned pg_catalog.text[],"
                                + " objects pg_catalog.text) " + condition,
                        (row, number) -> record(row))
                .stream()
                .findFirst();
    }

    private String last() {
        return "(SELECT revision FROM " + tables.revisions() + " WHERE " + StateConditions.APPLIED + " AND "
                + StateConditions.REVISION + " ORDER BY ordinal DESC NULLS LAST, revision DESC LIMIT 1)";
    }

    /** Neither is a revision interrupted, nor do workers run the rest of one in the background. */
    private String uninterrupted() {
        return "NOT EXISTS (SELECT FROM " + tables.revisions() + " WHERE " + StateConditions.INTERRUPTED + " OR "
                + StateConditions.BACKGROUND + ")";
    }

    /** Neither what was rolled back nor the acceptance of a script changes a schema. */
    private String entry() {
        return "(SELECT entry FROM " + tables.history()
                + " WHERE outcome OPERATOR(pg_catalog.<>) ALL ('{RETRY,FAILED}')"
                + " AND operation OPERATOR(pg_catalog.<>) 'ACCEPT' ORDER BY id DESC NULLS LAST, entry DESC LIMIT 1)";
    }

    private static SchemaRecord record(ResultSet row) throws SQLException {
        return new SchemaRecord(
                row.getString("revision"),
                row.getTimestamp("at").toInstant(),
                new SchemaRecord.Content(
                        row.getString("hash"),
                        row.getString("mark"),
                        Objects.requireNonNullElse(row.getString("objects"), "")),
                new SchemaRecord.Scope(names(row.getArray("schemas")), names(row.getArray("owned"))));
    }

    private static List<String> names(@Nullable Array array) throws SQLException {
        return array == null ? List.of() : List.of((String[]) Objects.requireNonNull(array.getArray()));
    }

    private static String array(List<String> names) {
        return names.stream()
                .map(name -> '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }
}
