// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.batch;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.migration.batch.BlockKey;
import dev.migration.version.BatchId;
import dev.migration.version.BatchState;
import dev.migration.version.StateTables;
import dev.migration.version.table.StateStatement;
import dev.migration.version.table.TableFormat;

/** The statements that change the rows of statements that run in batches. */
public record BatchStatements(StateTables tables, BatchId id) implements CheckpointStatements {

    /** The setting that has the result of the last statement until the transaction ends. */
    public static final String RESULT = "migration.batch";

    static final String ROW = " WHERE revision OPERATOR(pg_catalog.=) ?::pg_catalog.text"
            + " AND direction OPERATOR(pg_catalog.=) ?::pg_catalog.text AND segment OPERATOR(pg_catalog.=) ?";

    /** Creates both tables if they are missing. */
    public static List<StateStatement> create(StateTables tables) {
        return List.of(
                StateStatement.of("""
                CREATE TABLE IF NOT EXISTS %s (
                    revision        pg_catalog.text NOT NULL,
                    direction       pg_catalog.text NOT NULL,
                    segment         integer NOT NULL,
                    state           pg_catalog.text NOT NULL,
                    reason          pg_catalog.text,
                    table_name      pg_catalog.text NOT NULL,
                    key_columns     pg_catalog.text[] NOT NULL,
                    statement       pg_catalog.text NOT NULL,
                    max_key         pg_catalog.jsonb,
                    last_key        pg_catalog.jsonb,
                    pass            integer NOT NULL DEFAULT 1,
                    row_estimate    bigint NOT NULL,
                    rows_passed     bigint NOT NULL DEFAULT 0,
                    rows_changed    bigint NOT NULL DEFAULT 0,
                    rows_kept       bigint NOT NULL DEFAULT 0,
                    batches         bigint NOT NULL DEFAULT 0,
                    batch_size      integer NOT NULL,
                    error_limit     integer NOT NULL,
                    rows_per_second double precision,
                    speed           integer NOT NULL DEFAULT 100,
                    held_until      pg_catalog.timestamptz,
                    held_seconds    double precision NOT NULL DEFAULT 0,
                    transactions    pg_catalog.int8multirange NOT NULL DEFAULT '{}',
                    started_at      pg_catalog.timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
                    updated_at      pg_catalog.timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
                    finished_at     pg_catalog.timestamptz,
                    format          integer NOT NULL DEFAULT %d,
                    facts           pg_catalog.jsonb,
                    PRIMARY KEY (revision, direction, segment)
                )""".formatted(tables.batches(), TableFormat.CURRENT)),
                StateStatement.of("""
                CREATE TABLE IF NOT EXISTS %s (
                    revision        pg_catalog.text NOT NULL,
                    direction       pg_catalog.text NOT NULL,
                    segment         integer NOT NULL,
                    key             pg_catalog.jsonb NOT NULL,
                    sqlstate        pg_catalog.text NOT NULL,
                    message         pg_catalog.text NOT NULL,
                    at              pg_catalog.timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
                    format          integer NOT NULL DEFAULT %d,
                    facts           pg_catalog.jsonb,
                    PRIMARY KEY (revision, direction, segment, key)
                )""".formatted(tables.batchErrors(), TableFormat.CURRENT)));
    }

    /** Deletes the rows of this batch. */
    public List<StateStatement> forget() {
        return List.of(
                StateStatement.of("DELETE FROM " + tables.batchErrors() + ROW, key()),
                StateStatement.of("DELETE FROM " + tables.batches() + ROW, key()));
    }

    /**
     * Deletes the rows of all batches of a section, which an earlier run has left.
     *
     * @param down whether it is the section of the downgrade
     */
    public static List<StateStatement> forgetAll(StateTables tables, String revision, boolean down) {
        return Stream.of(tables.batchErrors(), tables.batches())
                .map(table -> StateStatement.of(
                        "DELETE FROM " + table + " WHERE revision OPERATOR(pg_catalog.=) ?::pg_catalog.text"
                                + " AND direction OPERATOR(pg_catalog.=) ?::pg_catalog.text",
                        revision,
                        BatchId.direction(down)))
                .toList();
    }

    /** Records that a batch has begun. */
    public StateStatement begin(BatchState begun, int errorLimit) {
        return StateStatement.one(
                "INSERT INTO " + tables.batches() + " (revision, direction, segment, state, table_name, key_columns,"
                        + " statement, max_key, row_estimate, batch_size, error_limit) VALUES (?, ?, ?, 'RUNNING', ?,"
                        + " ?::pg_catalog.text[], ?, ?::pg_catalog.jsonb, ?, ?, ?)",
                id.revision(),
                id.direction(),
                id.segment(),
                begun.table(),
                texts(begun.key()),
                begun.statement(),
                begun.max().orElse(null),
                begun.rows().estimate(),
                begun.size(),
                errorLimit);
    }

    /** Records that a batch goes on in another session, perhaps with a corrected statement and another limit. */
    public StateStatement resume(String statement, int errorLimit) {
        return StateStatement.one(
                "UPDATE " + tables.batches()
                        + " SET state = CASE WHEN state OPERATOR(pg_catalog.=) 'FAILED' THEN 'RUNNING'"
                        + " ELSE state END, reason = NULL, held_until = NULL, statement = ?, error_limit = ?,"
                        + " updated_at = pg_catalog.clock_timestamp()" + ROW,
                statement,
                errorLimit,
                id.revision(),
                id.direction(),
                id.segment());
    }

    @Override
    public StateStatement checkpoint(BatchState before, String last, Optional<Long> rows) {
        return StateStatement.one(
                "UPDATE " + tables.batches() + " SET last_key = ?::pg_catalog.jsonb,"
                        + " rows_passed = rows_passed OPERATOR(pg_catalog.+) COALESCE(?::bigint, " + result(1) + "),"
                        + " rows_changed = rows_changed OPERATOR(pg_catalog.+) " + result(1)
                        + ", rows_kept = rows_kept OPERATOR(pg_catalog.+) " + result(2)
                        + ", batches = batches OPERATOR(pg_catalog.+) 1, transactions = "
                        + (before.key().equals(List.of("ctid")) ? BlockKey.withCurrent("transactions") : "transactions")
                        + ", updated_at = pg_catalog.clock_timestamp()" + ROW
                        + " AND pass OPERATOR(pg_catalog.=) ? AND COALESCE(last_key, 'null') OPERATOR(pg_catalog.=)"
                        + " COALESCE(?::pg_catalog.jsonb, 'null')",
                last,
                rows.orElse(null),
                id.revision(),
                id.direction(),
                id.segment(),
                before.pass(),
                before.last().orElse(null));
    }

    /** Records the size of the next batches and the rate, which other sessions read. */
    public StateStatement pace(int size, double rate) {
        return StateStatement.of(
                "UPDATE " + tables.batches() + " SET batch_size = ?, rows_per_second = ?" + ROW,
                size,
                Math.round(rate * 10) / 10.0,
                id.revision(),
                id.direction(),
                id.segment());
    }

    /** Sets a row aside: it failed alone. */
    public StateStatement setAside(String row, String state, String message) {
        return StateStatement.one(
                "INSERT INTO " + tables.batchErrors() + " (revision, direction, segment, key, sqlstate, message)"
                        + " VALUES (?, ?, ?, ?::pg_catalog.jsonb, ?, ?)"
                        + " ON CONFLICT (revision, direction, segment, key) DO UPDATE SET sqlstate = EXCLUDED.sqlstate,"
                        + " message = EXCLUDED.message, at = pg_catalog.clock_timestamp()",
                id.revision(),
                id.direction(),
                id.segment(),
                row,
                state,
                message);
    }

    @Override
    public StateStatement passOver(BatchState before, String last) {
        return StateStatement.one(
                "UPDATE " + tables.batches() + " SET last_key = ?::pg_catalog.jsonb,"
                        + " rows_passed = rows_passed OPERATOR(pg_catalog.+) 1" + ROW
                        + " AND pass OPERATOR(pg_catalog.=) ? AND COALESCE(last_key, 'null') OPERATOR(pg_catalog.=)"
                        + " COALESCE(?::pg_catalog.jsonb, 'null')",
                last,
                id.revision(),
                id.direction(),
                id.segment(),
                before.pass(),
                before.last().orElse(null));
    }

    /** A row that had been set aside is done. */
    public List<StateStatement> recovered(String row) {
        return List.of(
                StateStatement.one(
                        "DELETE FROM " + tables.batchErrors() + ROW
                                + " AND key OPERATOR(pg_catalog.=) ?::pg_catalog.jsonb",
                        id.revision(),
                        id.direction(),
                        id.segment(),
                        row),
                StateStatement.one(
                        "UPDATE " + tables.batches() + " SET rows_changed = rows_changed OPERATOR(pg_catalog.+) "
                                + result(1) + ROW,
                        key()));
    }

    /** Begins another pass over all rows, unless another session has begun it. */
    public StateStatement again(BatchState before, String max) {
        return StateStatement.of(
                "UPDATE " + tables.batches()
                        + " SET last_key = NULL, max_key = ?::pg_catalog.jsonb, pass = pass OPERATOR(pg_catalog.+) 1"
                        + ROW + " AND pass OPERATOR(pg_catalog.=) ?",
                max,
                id.revision(),
                id.direction(),
                id.segment(),
                before.pass());
    }

    /** Records that it failed, and why. */
    public StateStatement failed(String reason) {
        return StateStatement.one(
                "UPDATE " + tables.batches() + " SET state = 'FAILED', reason = ?" + ROW,
                reason,
                id.revision(),
                id.direction(),
                id.segment());
    }

    /** Records that all rows are done. */
    public StateStatement done() {
        return StateStatement.one(
                "UPDATE " + tables.batches()
                        + " SET state = 'DONE', reason = NULL, held_until = NULL, finished_at = pg_catalog.clock_timestamp()"
                        + ROW,
                key());
    }

    /** A query for the state and the speed that an operator may have set, and the transactions of the batch. */
    public String stateQuery() {
        return StateStatement.of(
                        "SELECT pg_catalog.concat_ws(' ', state, speed, transactions::pg_catalog.text) FROM "
                                + tables.batches() + ROW,
                        key())
                .inline()
                .orElseThrow();
    }

    private Object[] key() {
        return new Object[] {id.revision(), id.direction(), id.segment()};
    }

    /** An SQL expression for a number of the last result. */
    static String result(int part) {
        return "pg_catalog.split_part(pg_catalog.current_setting('" + RESULT + "'), ' ', " + part + ")::bigint";
    }

    private static String texts(List<String> columns) {
        return columns.stream()
                .map(column -> '"' + column.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(java.util.stream.Collectors.joining(",", "{", "}"));
    }
}
