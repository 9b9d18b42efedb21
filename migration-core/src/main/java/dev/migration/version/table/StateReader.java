// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.springframework.jdbc.core.JdbcOperations;

import dev.migration.error.PrintableText;
import dev.migration.revision.Identifiers;
import dev.migration.revision.Repeatable;
import dev.migration.revision.Revision;
import dev.migration.version.AppliedBy;
import dev.migration.version.AppliedRepeatable;
import dev.migration.version.AppliedRevision;
import dev.migration.version.RevisionState;
import dev.migration.version.StateTables;

/** Reads the state tables. */
public final class StateReader implements StoredScripts {

    /** The type of the rows of repeatables. */
    private static final String REPEATABLE = "REPEATABLE";

    /** In a table of the first format there is no column format, and the name means the value of the outer query. */
    private static final String ROWS = """
            SELECT state_row.* FROM (SELECT %2$d AS format) AS first_format CROSS JOIN LATERAL (
                SELECT revision, down_revisions, depends_on, branch_labels, replaces, pg_catalog.left(message, %3$d) AS message, type, created, checksum,
                    applied_at, duration_millis, applied_by, host, application, tool_version, state, step, format
                FROM %1$s ORDER BY ordinal, revision) AS state_row""";

    private final JdbcOperations jdbc;
    private final StateTableAccess access;

    /** A reader for a command that changes nothing. */
    public StateReader(JdbcOperations jdbc, StateTables tables) {
        this(jdbc, new StateTableAccess(jdbc, tables, false));
    }

    private StateReader(JdbcOperations jdbc, StateTableAccess access) {
        this.jdbc = jdbc;
        this.access = access;
    }

    /** A reader for a command that writes what depends on these rows: it also refuses tables of an untrusted owner. */
    public static StateReader toChange(JdbcOperations jdbc, StateTables tables) {
        return new StateReader(jdbc, new StateTableAccess(jdbc, tables, true));
    }

    /**
     * The revisions that are applied or begun, and the repeatables, by one message; empty if the table does not exist. A
     * read-only role on a standby may run it. Rows whose key is neither a revision id nor a repeatable are skipped: a newer version of this
     * library may write them.
     */
    public StateRows rows() {
        StateRows.Collector rows = new StateRows.Collector();
        access.read(table -> ROWS.formatted(table, TableFormat.FIRST, PrintableText.LONGEST_MESSAGE + 1), row -> {
            rows.format(row.getInt("format"));
            StateRow checked = new StateRow(row, access::revisions);
            if (REPEATABLE.equals(row.getString("type"))) {
                rows.add(repeatable(checked));
            } else if (Identifiers.fault(checked.text("revision")).isEmpty()) {
                rows.add(applied(checked));
            }
        });
        return rows.rows();
    }

    /** How many segments of a revision are done; empty if it is not interrupted. */
    public Optional<Integer> segmentsDone(Revision revision) {
        return Stream.concat(Stream.of(revision.id()), revision.replaces().stream())
                .flatMap(id -> segmentsDone(id).stream())
                .findFirst();
    }

    /** The same for the row with this id. */
    public Optional<Integer> segmentsDone(String revision) {
        return jdbc
                .query(
                        "SELECT COALESCE(step, 0) FROM " + access.revisions()
                                + " WHERE revision OPERATOR(pg_catalog.=) ?::pg_catalog.text AND "
                                + StateConditions.INTERRUPTED,
                        (row, number) -> row.getInt(1),
                        revision)
                .stream()
                .findFirst();
    }

    /** Whether a revision is interrupted, or its last statements run in the background. */
    public boolean isUnfinished(String revision) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT EXISTS (SELECT FROM " + access.revisions()
                        + " WHERE revision OPERATOR(pg_catalog.=) ?::pg_catalog.text AND ("
                        + StateConditions.INTERRUPTED + " OR " + StateConditions.BACKGROUND + "))",
                Boolean.class,
                revision));
    }

    /** The settings with which another session continues a revision in segments. */
    public SegmentSettings segmentSettings(Revision revision) {
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> kinds = new HashSet<>();
        jdbc.query(
                "SELECT kind.key, setting.key, setting.value FROM " + access.revisions()
                        + ", pg_catalog.jsonb_each(facts OPERATOR(pg_catalog.->) '" + StateStatements.SETTINGS
                        + "') AS kind,"
                        + " pg_catalog.jsonb_each_text(kind.value) AS setting"
                        + " WHERE revision OPERATOR(pg_catalog.=) ANY (?::pg_catalog.text[])"
                        + " AND " + StateConditions.INTERRUPTED
                        + " ORDER BY setting.key OPERATOR(pg_catalog.=) 'role',"
                        + " setting.key OPERATOR(pg_catalog.=) 'session_authorization', setting.key",
                row -> {
                    kinds.add(row.getString(1));
                    values.put(row.getString(2), row.getString(3));
                },
                StateStatements.array(Stream.concat(revision.replaces().stream(), Stream.of(revision.id()))
                        .toList()));
        return new SegmentSettings(values, !kinds.contains(StateStatements.UNCONFIRMED));
    }

    @Override
    public Optional<String> storedDowngrade(String revision) {
        return stored("downgrade_sql", revision);
    }

    @Override
    public boolean isDowngradeOmitted(String revision) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT EXISTS (SELECT FROM " + access.revisions()
                        + " WHERE revision OPERATOR(pg_catalog.=) ?::pg_catalog.text"
                        + " AND pg_catalog.octet_length(downgrade_sql) OPERATOR(pg_catalog.=) 0)",
                Boolean.class,
                revision));
    }

    @Override
    public Optional<String> storedUpgrade(String revision) {
        return stored("upgrade_sql", revision);
    }

    /**
     * Calls the consumer with the id and the stored downgrade section of each row; the text is empty if there is no such section. A section
     * that was too large to be stored is left out.
     */
    public void eachStoredDowngrade(BiConsumer<String, String> consumer) {
        jdbc.query("SELECT revision, downgrade_sql FROM " + access.revisions() + " ORDER BY ordinal, revision", row -> {
            byte[] stored = row.getBytes(2);
            String revision = row.getString(1);
            if (stored == null) {
                consumer.accept(revision, "");
            } else {
                StoredSql.decompress(stored).ifPresent(text -> consumer.accept(revision, text));
            }
        });
    }

    /**
     * The tables with their schema: the schema that contains the table of applied revisions, else the schema in which it would be
     * created; empty if there is no such schema.
     */
    public Optional<StateTables> located() {
        return access.located();
    }

    /** The same, after a check that they are ordinary tables. */
    Optional<StateTables> checked() {
        return access.checked();
    }

    private Optional<String> stored(String column, String revision) {
        return jdbc
                .query(
                        "SELECT " + column + " FROM " + access.revisions()
                                + " WHERE revision OPERATOR(pg_catalog.=) ?::pg_catalog.text",
                        (row, number) -> Optional.ofNullable(row.getBytes(1)).flatMap(StoredSql::decompress),
                        revision)
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static AppliedRevision applied(StateRow row) throws SQLException {
        Revision revision = new Revision(
                row.text("revision"),
                row.names("down_revisions"),
                row.names("depends_on"),
                row.names("branch_labels"),
                row.names("replaces"),
                row.optionalInstant("created"),
                row.text("message"));
        return new AppliedRevision(
                revision,
                AppliedRevision.Type.of(row.text("type")),
                Optional.ofNullable(row.row().getString("checksum")),
                row.instant("applied_at"),
                duration(row),
                appliedBy(row),
                new RevisionState(
                        RevisionState.State.of(row.text("state")), row.row().getInt("step")));
    }

    private static AppliedRepeatable repeatable(StateRow row) throws SQLException {
        return new AppliedRepeatable(
                Repeatable.nameIn(row.text("revision")),
                Optional.ofNullable(row.row().getString("checksum")),
                row.instant("applied_at"),
                duration(row),
                appliedBy(row));
    }

    private static Duration duration(StateRow row) throws SQLException {
        return Duration.ofMillis(row.row().getLong("duration_millis"));
    }

    private static AppliedBy appliedBy(StateRow row) throws SQLException {
        return new AppliedBy(
                row.text("applied_by"), row.text("host"), row.text("application"), row.text("tool_version"));
    }
}
