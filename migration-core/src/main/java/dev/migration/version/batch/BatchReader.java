// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.batch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.JdbcOperations;

import dev.migration.version.BatchId;
import dev.migration.version.BatchState;
import dev.migration.version.BatchState.Rows;
import dev.migration.version.BatchState.State;
import dev.migration.version.BatchStatus;
import dev.migration.version.StateTables;

/** Reads the rows of statements that run in batches. */
public record BatchReader(JdbcOperations jdbc, StateTables tables) {

    private static final String SELECT = "SELECT r.*, (SELECT pg_catalog.count(*) FROM %2$s e"
            + " WHERE e.revision OPERATOR(pg_catalog.=) r.revision"
            + " AND e.direction OPERATOR(pg_catalog.=) r.direction"
            + " AND e.segment OPERATOR(pg_catalog.=) r.segment) AS errors FROM %1$s AS r";

    /** Whether their tables exist. */
    public boolean exist() {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "SELECT pg_catalog.to_regclass(?) IS NOT NULL AND pg_catalog.to_regclass(?) IS NOT NULL",
                Boolean.class,
                tables.batches(),
                tables.batchErrors()));
    }

    /** The state of a statement, if it has begun. */
    public Optional<BatchState> state(BatchId id) {
        return jdbc
                .query(
                        "SELECT b.*, (SELECT pg_catalog.count(*) FROM " + tables.batchErrors()
                                + " e WHERE e.revision OPERATOR(pg_catalog.=) b.revision"
                                + " AND e.direction OPERATOR(pg_catalog.=) b.direction"
                                + " AND e.segment OPERATOR(pg_catalog.=) b.segment) AS errors FROM " + tables.batches()
                                + " b WHERE revision OPERATOR(pg_catalog.=) ?::pg_catalog.text"
                                + " AND direction OPERATOR(pg_catalog.=) ?::pg_catalog.text AND segment OPERATOR(pg_catalog.=) ?",
                        (row, number) -> state(row),
                        id.revision(),
                        id.direction(),
                        id.segment())
                .stream()
                .findFirst();
    }

    /** The keys of the rows that were set aside, in the order in which they failed. */
    public List<String> errors(BatchId id) {
        return jdbc.queryForList(
                "SELECT key::pg_catalog.text FROM " + tables.batchErrors()
                        + " WHERE revision OPERATOR(pg_catalog.=) ?::pg_catalog.text"
                        + " AND direction OPERATOR(pg_catalog.=) ?::pg_catalog.text AND segment OPERATOR(pg_catalog.=) ?"
                        + " ORDER BY at, key",
                String.class,
                id.revision(),
                id.direction(),
                id.segment());
    }

    /** The rows of all statements, the last one first. */
    public List<BatchStatus> all() {
        return jdbc.query(
                SELECT.formatted(tables.batches(), tables.batchErrors()) + " ORDER BY started_at DESC, segment DESC",
                (row, number) -> status(row));
    }

    /**
     * Changes the rows of a revision.
     *
     * @param change the assignment and the condition; {@code %d} stands for the speed
     * @return the changed rows
     */
    public List<BatchStatus> change(String change, String revision, int speed) {
        return jdbc.query(
                "WITH b AS (UPDATE " + tables.batches() + " SET " + change.formatted(speed)
                        + " AND revision OPERATOR(pg_catalog.=) ?::pg_catalog.text RETURNING *) "
                        + SELECT.formatted("b", tables.batchErrors()) + " ORDER BY segment",
                (row, number) -> status(row),
                revision);
    }

    private static BatchStatus status(ResultSet row) throws SQLException {
        return new BatchStatus(
                row.getString("revision"),
                row.getString("direction").equals("DOWN"),
                row.getInt("segment"),
                row.getString("table_name"),
                row.getString("state"),
                new BatchStatus.Rows(
                        row.getLong("rows_passed"), row.getLong("row_estimate"), row.getLong("rows_changed")),
                row.getInt("errors"),
                row.getDouble("rows_per_second"),
                row.getInt("speed"),
                new BatchStatus.Hold(
                        Optional.ofNullable(row.getString("reason")),
                        Optional.ofNullable(row.getObject("held_until", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        Duration.ofMillis(Math.round(row.getDouble("held_seconds") * 1000))),
                row.getObject("started_at", OffsetDateTime.class).toInstant());
    }

    private static BatchState state(ResultSet row) throws SQLException {
        return new BatchState(
                row.getString("table_name"),
                List.of((String[]) row.getArray("key_columns").getArray()),
                row.getString("statement"),
                State.of(row.getString("state")),
                Optional.ofNullable(row.getString("last_key")),
                Optional.ofNullable(row.getString("max_key")),
                row.getInt("pass"),
                new Rows(
                        row.getLong("row_estimate"),
                        row.getLong("rows_passed"),
                        row.getLong("rows_changed"),
                        row.getLong("rows_kept")),
                row.getInt("batch_size"),
                row.getInt("errors"),
                row.getString("transactions"));
    }
}
