// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.batch;

import java.util.Optional;

import dev.migration.batch.BlockKey;
import dev.migration.sql.Quoting;
import dev.migration.version.BatchId;
import dev.migration.version.BatchState;
import dev.migration.version.StateTables;
import dev.migration.version.table.StateStatement;
import dev.migration.version.table.TableFormat;

/**
 * The statements that change the key ranges of a batch that several workers share. The lock of the row of a range is the claim of a
 * worker, and ends with its transaction.
 *
 * @param range the number of the range
 */
public record RangeStatements(StateTables tables, BatchId id, long range) implements CheckpointStatements {

    private static final String ROW = " WHERE revision OPERATOR(pg_catalog.=) ?::pg_catalog.text"
            + " AND direction OPERATOR(pg_catalog.=) ?::pg_catalog.text AND segment OPERATOR(pg_catalog.=) ?"
            + " AND range OPERATOR(pg_catalog.=) ?";

    /** The rate of all workers since the last change of the row, smoothed; operators of one precedence need all parentheses. */
    private static final String RATE = "(SELECT CASE WHEN one.rows IS NULL THEN rows_per_second"
            + " ELSE (COALESCE(rows_per_second, one.rate) OPERATOR(pg_catalog.*) 0.8::double precision)"
            + " OPERATOR(pg_catalog.+) (one.rate OPERATOR(pg_catalog.*) 0.2::double precision) END"
            + " FROM (SELECT pg_catalog.sum(folded.rows_passed) AS rows, pg_catalog.sum(folded.rows_passed)::double precision"
            + " OPERATOR(pg_catalog./) GREATEST(0.001, EXTRACT(epoch FROM (pg_catalog.clock_timestamp()"
            + " OPERATOR(pg_catalog.-) updated_at)))::double precision AS rate FROM folded) AS one)";

    static StateStatement create(StateTables tables) {
        return StateStatement.of("""
                CREATE TABLE IF NOT EXISTS %s (
                    revision        pg_catalog.text NOT NULL,
                    direction       pg_catalog.text NOT NULL,
                    segment         integer NOT NULL,
                    range           bigint NOT NULL,
                    after_key       pg_catalog.jsonb,
                    max_key         pg_catalog.jsonb NOT NULL,
                    last_key        pg_catalog.jsonb,
                    rows_passed     bigint NOT NULL DEFAULT 0,
                    rows_changed    bigint NOT NULL DEFAULT 0,
                    rows_kept       bigint NOT NULL DEFAULT 0,
                    batches         bigint NOT NULL DEFAULT 0,
                    transactions    pg_catalog.int8multirange NOT NULL DEFAULT '{}',
                    worker          pg_catalog.text,
                    format          integer NOT NULL DEFAULT %d,
                    facts           pg_catalog.jsonb,
                    PRIMARY KEY (revision, direction, segment, range)
                )""".formatted(tables.batchRanges(), TableFormat.CURRENT));
    }

    /**
     * A query that claims a range until the transaction ends: this one if nobody has it, else the first one that is free. Its value
     * has a line for the number, the begin, the checkpoint and the end of the range.
     */
    public String claim() {
        return "SELECT pg_catalog.concat_ws(E'\\n', range, COALESCE(last_key, after_key, 'null'), max_key) FROM "
                + tables.batchRanges() + of() + " AND last_key IS DISTINCT FROM max_key"
                + " ORDER BY range OPERATOR(pg_catalog.<>) " + range + ", range LIMIT 1 FOR UPDATE SKIP LOCKED";
    }

    /** A query for the number of ranges that are not done. */
    public String open() {
        return "SELECT pg_catalog.count(*) FROM " + tables.batchRanges() + of()
                + " AND last_key IS DISTINCT FROM max_key";
    }

    /** A query for the transactions of all workers. */
    public String transactions() {
        return "SELECT transactions FROM " + tables.batchRanges() + of() + " UNION ALL SELECT transactions FROM "
                + tables.batches() + of();
    }

    /** A query that locks the row of the batch, and returns 1, unless another worker has it. */
    public String lockBatch() {
        return "SELECT 1 FROM " + tables.batches() + of() + " FOR UPDATE SKIP LOCKED";
    }

    /** Cuts a range off the rest of the rows. */
    public StateStatement cut(Optional<String> after, String max) {
        return StateStatement.one(
                "INSERT INTO " + tables.batchRanges()
                        + " (revision, direction, segment, range, after_key, max_key) VALUES (?, ?, ?,"
                        + " (SELECT COALESCE(pg_catalog.max(range), 0) OPERATOR(pg_catalog.+) 1 FROM "
                        + tables.batchRanges() + of() + "), ?::pg_catalog.jsonb, ?::pg_catalog.jsonb)",
                id.revision(),
                id.direction(),
                id.segment(),
                after.orElse(null),
                max);
    }

    /**
     * Records in the row of the batch what the ranges have done that are complete, deletes these, and moves the place behind which
     * the next range begins.
     *
     * @param before the state that the row must have
     * @param last the end of the last range; empty if it stays
     */
    public StateStatement fold(BatchState before, Optional<String> last) {
        return StateStatement.of(
                "WITH folded AS (DELETE FROM " + tables.batchRanges() + of()
                        + " AND last_key OPERATOR(pg_catalog.=) max_key"
                        + " RETURNING rows_passed, rows_changed, rows_kept, batches, transactions)"
                        + " UPDATE " + tables.batches() + " SET last_key = COALESCE(?::pg_catalog.jsonb, last_key)"
                        + sum("rows_passed") + sum("rows_changed") + sum("rows_kept") + sum("batches")
                        + ", transactions = (SELECT COALESCE(pg_catalog.range_agg(one.part), '{}') FROM (SELECT pg_catalog.unnest("
                        + "folded.transactions) AS part FROM folded UNION ALL SELECT pg_catalog.unnest("
                        + tables.batches() + ".transactions)) AS one), rows_per_second = " + RATE
                        + ", batch_size = ?, updated_at = pg_catalog.clock_timestamp()" + of()
                        + " AND pass OPERATOR(pg_catalog.=) ?",
                last.orElse(null),
                before.size(),
                before.pass());
    }

    private static String sum(String column) {
        return ", " + column + " = " + column + " OPERATOR(pg_catalog.+) (SELECT COALESCE(pg_catalog.sum(folded."
                + column + "), 0)::bigint FROM folded)";
    }

    @Override
    public StateStatement checkpoint(BatchState before, String last, Optional<Long> rows) {
        return StateStatement.one(
                "UPDATE " + tables.batchRanges() + " SET last_key = ?::pg_catalog.jsonb,"
                        + " rows_passed = rows_passed OPERATOR(pg_catalog.+) COALESCE(?::bigint, "
                        + BatchStatements.result(1) + "), rows_changed = rows_changed OPERATOR(pg_catalog.+) "
                        + BatchStatements.result(1) + ", rows_kept = rows_kept OPERATOR(pg_catalog.+) "
                        + BatchStatements.result(2) + ", batches = batches OPERATOR(pg_catalog.+) 1, transactions = "
                        + (before.key().equals(java.util.List.of("ctid"))
                                ? BlockKey.withCurrent("transactions")
                                : "transactions")
                        + ROW + isAt(),
                last,
                rows.orElse(null),
                id.revision(),
                id.direction(),
                id.segment(),
                range,
                before.last().orElse(null));
    }

    @Override
    public StateStatement passOver(BatchState before, String last) {
        return StateStatement.one(
                "UPDATE " + tables.batchRanges() + " SET last_key = ?::pg_catalog.jsonb,"
                        + " rows_passed = rows_passed OPERATOR(pg_catalog.+) 1" + ROW + isAt(),
                last,
                id.revision(),
                id.direction(),
                id.segment(),
                range,
                before.last().orElse(null));
    }

    private static String isAt() {
        return " AND COALESCE(last_key, after_key, 'null') OPERATOR(pg_catalog.=) COALESCE(?::pg_catalog.jsonb, 'null')";
    }

    private String of() {
        return " WHERE revision OPERATOR(pg_catalog.=) " + Quoting.literal(id.revision())
                + " AND direction OPERATOR(pg_catalog.=) " + Quoting.literal(id.direction())
                + " AND segment OPERATOR(pg_catalog.=) " + id.segment();
    }
}
