// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcOperations;

import dev.migration.sql.Redaction;
import dev.migration.version.AppliedBy;
import dev.migration.version.HistoryEntry;
import dev.migration.version.RevisionRecord;
import dev.migration.version.StateTables;

/** Reads the history. */
public final class HistoryReader {

    private static final String COLUMNS =
            "SELECT at, operation, revision, outcome, detail, duration_millis, done_by, host, application, tool_version FROM ";

    private static final int LONGEST_RECORD = 50;
    private static final String UNDEFINED_COLUMN = "42703";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final JdbcOperations jdbc;
    private final Redaction secrets;
    private final StateReader state;

    /** @param secrets removes secrets: an entry may be older than the setting that declares them */
    public HistoryReader(JdbcOperations jdbc, StateTables tables, Redaction secrets) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.state = new StateReader(jdbc, tables);
    }

    /** The last entry that is not a retry. The tables are not checked here: the state was read before. */
    public Optional<HistoryEntry> last() {
        return asFarAsReadable(
                () -> read("WHERE outcome OPERATOR(pg_catalog.<>) 'RETRY' ORDER BY id DESC LIMIT 1").stream()
                        .findFirst());
    }

    /** The last entry, if it is a retry; empty in tables of an older format, which do not say for whom it waits. */
    public Optional<LastRetry> lastRetry() {
        return state.located()
                .flatMap(tables -> asFarAsReadable(() -> jdbc
                        .query(
                                LastRetry.QUERY.formatted(tables.history()),
                                (row, number) -> LastRetry.read(row, secrets))
                        .stream()
                        .findFirst()));
    }

    /** The last entries, newest first. */
    public List<HistoryEntry> last(int most) {
        return read("ORDER BY id DESC LIMIT " + most);
    }

    /** The stored sections and the last entries of a revision, for a display: without passwords. */
    public RevisionRecord record(String revision) {
        if (state.checked().isEmpty()) {
            return new RevisionRecord(Optional.empty(), Optional.empty(), List.of());
        }
        return new RevisionRecord(
                unlessMissing(() -> state.storedUpgrade(revision).map(secrets::of), Optional.empty()),
                unlessMissing(() -> state.storedDowngrade(revision).map(secrets::of), Optional.empty()),
                read(
                        "WHERE revision OPERATOR(pg_catalog.=) ?::pg_catalog.text ORDER BY id DESC LIMIT "
                                + LONGEST_RECORD,
                        revision));
    }

    private List<HistoryEntry> read(String rest, Object... parameters) {
        Optional<StateTables> tables = state.located();
        if (tables.isEmpty()) {
            return List.of();
        }
        String query = COLUMNS + tables.get().history() + " " + rest;
        return unlessMissing(() -> jdbc.query(query, (row, number) -> entry(row), parameters), List.of());
    }

    /** The tables do not exist before the first run. */
    private static <T> T unlessMissing(Supplier<T> query, T otherwise) {
        return unless(Set.of(StateTableAccess.UNDEFINED_TABLE), query, otherwise);
    }

    /** The same for what an observer also shows without it: the role may not read the history, or it is of an older format. */
    private static <T> Optional<T> asFarAsReadable(Supplier<Optional<T>> query) {
        return unless(
                Set.of(StateTableAccess.UNDEFINED_TABLE, UNDEFINED_COLUMN, INSUFFICIENT_PRIVILEGE),
                query,
                Optional.empty());
    }

    private static <T> T unless(Set<String> states, Supplier<T> query, T otherwise) {
        try {
            return query.get();
        } catch (BadSqlGrammarException failure) {
            SQLException cause = failure.getSQLException();
            if (cause != null && states.contains(String.valueOf(cause.getSQLState()))) {
                return otherwise;
            }
            throw failure;
        }
    }

    private HistoryEntry entry(ResultSet row) throws SQLException {
        return new HistoryEntry(
                row.getTimestamp("at").toInstant(),
                row.getString("operation"),
                row.getString("revision"),
                row.getString("outcome"),
                Optional.ofNullable(row.getString("detail")).map(secrets::of),
                Duration.ofMillis(row.getLong("duration_millis")),
                new AppliedBy(
                        row.getString("done_by"),
                        row.getString("host"),
                        row.getString("application"),
                        row.getString("tool_version")));
    }
}
