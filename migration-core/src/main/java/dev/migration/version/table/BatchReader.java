// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.JdbcOperations;

import dev.migration.version.BatchId;
import dev.migration.version.BatchState;
import dev.migration.version.BatchState.Rows;
import dev.migration.version.BatchState.State;
import dev.migration.version.StateTables;

/** Reads the rows of statements that run in batches. */
public record BatchReader(JdbcOperations jdbc, StateTables tables) {

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
