package dev.migration.version;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcOperations;

import dev.migration.revision.Identifiers;
import dev.migration.revision.Repeatable;
import dev.migration.revision.Revision;

/** Reads the two tables. */
public final class StateReader implements StoredScripts {

    static final String UNDEFINED_TABLE = "42P01";

    /** The type of a row that is no revision. */
    private static final String REPEATABLE = "REPEATABLE";

    private final JdbcOperations jdbc;
    private final StateTables tables;

    public StateReader(JdbcOperations jdbc, StateTables tables) {
        this.jdbc = jdbc;
        this.tables = tables;
    }

    /**
     * The revisions that are applied or begun, and the repeatables; none when the table is not there yet. One SELECT, which a
     * read-only role on a standby may run. A row whose name no revision may have was written by a newer version for something
     * else, and is passed over.
     */
    public StateRows rows() {
        StateRows.Gathering rows = new StateRows.Gathering();
        try {
            jdbc.query("""
                    SELECT revision, down_revisions, depends_on, branch_labels, replaces, message, type, created, checksum,
                        applied_at, duration_millis, applied_by, host, application, tool_version, state, step
                    FROM %s ORDER BY ordinal""".formatted(tables.revisions()), row -> {
                if (REPEATABLE.equals(row.getString("type"))) {
                    rows.add(repeatable(row));
                } else if (Identifiers.fault(row.getString("revision")).isEmpty()) {
                    rows.add(applied(row));
                }
            });
            return rows.all();
        } catch (BadSqlGrammarException failure) {
            SQLException cause = failure.getSQLException();
            if (cause != null && UNDEFINED_TABLE.equals(cause.getSQLState())) {
                return rows.all();
            }
            throw failure;
        }
    }

    /** How many pieces of a revision are done; empty when nothing of it was begun. */
    public Optional<Integer> piecesDone(Revision revision) {
        return Stream.concat(Stream.of(revision.id()), revision.replaces().stream())
                .flatMap(id -> piecesDone(id).stream())
                .findFirst();
    }

    /** The same of the row of that name. */
    public Optional<Integer> piecesDone(String revision) {
        return jdbc
                .query(
                        "SELECT coalesce(step, 0) FROM " + tables.revisions()
                                + " WHERE revision = ? AND state <> 'APPLIED'",
                        (row, number) -> row.getInt(1),
                        revision)
                .stream()
                .findFirst();
    }

    @Override
    public Optional<String> storedDowngrade(String revision) {
        return stored("downgrade_sql", revision);
    }

    @Override
    public Optional<String> storedUpgrade(String revision) {
        return stored("upgrade_sql", revision);
    }

    /** Hands over the downgrade section of each revision as it was stored; an empty text for one that has none. */
    public void eachStoredDowngrade(BiConsumer<String, String> reader) {
        jdbc.query("SELECT revision, downgrade_sql FROM " + tables.revisions() + " ORDER BY ordinal", row -> {
            byte[] stored = row.getBytes(2);
            reader.accept(row.getString(1), stored == null ? "" : StoredSql.decompress(stored));
        });
    }

    /**
     * The tables with the name of their schema: the one in which the table of applied revisions is found, else the one in
     * which it would be made; empty when there is no such schema.
     */
    public Optional<StateTables> located() {
        if (tables.schema().isPresent()) {
            return Optional.of(tables);
        }
        return jdbc.query(tables.schemaQuery(), (row, number) -> Optional.ofNullable(row.getString(1)))
                .get(0)
                .map(tables::in);
    }

    private Optional<String> stored(String column, String revision) {
        return jdbc
                .query(
                        "SELECT " + column + " FROM " + tables.revisions() + " WHERE revision = ?",
                        (row, number) -> Optional.ofNullable(row.getBytes(1)).map(StoredSql::decompress),
                        revision)
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static AppliedRevision applied(ResultSet row) throws SQLException {
        Revision revision = new Revision(
                row.getString("revision"),
                texts(row.getArray("down_revisions")),
                texts(row.getArray("depends_on")),
                texts(row.getArray("branch_labels")),
                texts(row.getArray("replaces")),
                Optional.ofNullable(row.getTimestamp("created")).map(Timestamp::toInstant),
                row.getString("message"));
        return new AppliedRevision(
                revision,
                AppliedRevision.Type.of(row.getString("type")),
                Optional.ofNullable(row.getString("checksum")),
                row.getTimestamp("applied_at").toInstant(),
                Duration.ofMillis(row.getLong("duration_millis")),
                agent(row),
                new RevisionState(RevisionState.State.of(row.getString("state")), row.getInt("step")));
    }

    private static AppliedRepeatable repeatable(ResultSet row) throws SQLException {
        return new AppliedRepeatable(
                Repeatable.nameIn(row.getString("revision")),
                Optional.ofNullable(row.getString("checksum")),
                row.getTimestamp("applied_at").toInstant(),
                Duration.ofMillis(row.getLong("duration_millis")),
                agent(row));
    }

    private static AppliedBy agent(ResultSet row) throws SQLException {
        return new AppliedBy(
                row.getString("applied_by"),
                row.getString("host"),
                row.getString("application"),
                row.getString("tool_version"));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
