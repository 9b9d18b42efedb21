// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.migration.batch.KeyRange;
import dev.migration.execution.statement.StatementSink;
import dev.migration.execution.statement.StepStatement;
import dev.migration.sql.Quoting;
import dev.migration.version.batch.BatchStatements;
import dev.migration.version.table.StateStatement;

/** One attempt to run the next batch. */
final class BatchAttempt {

    /** A session that waits for a row has a lock on the table, or on one of its partitions. Other workers do not count. */
    private static final String SHARED = "SELECT COALESCE(pg_catalog.bool_or("
            + "mode OPERATOR(pg_catalog.=) 'RowExclusiveLock'"
            + " AND relation OPERATOR(pg_catalog.=) pg_catalog.to_regclass(%1$s)::pg_catalog.oid"
            + " AND pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()"
            + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_locks w WHERE w.pid OPERATOR(pg_catalog.=) l.pid"
            + " AND w.relation OPERATOR(pg_catalog.=) pg_catalog.to_regclass(%2$s)::pg_catalog.oid)"
            + " OR NOT granted AND locktype OPERATOR(pg_catalog.=) 'transactionid'"
            + " AND transactionid OPERATOR(pg_catalog.=) pg_catalog.xid(pg_catalog.pg_current_xact_id())"
            + "), false) FROM pg_catalog.pg_locks l";

    private final BatchSession run;
    private final RunningBatch batch;
    private final double rate;
    private final BatchResult result = new BatchResult();
    private BatchRanges.@Nullable Next next;
    private Optional<BatchRanges.Next> following = Optional.empty();
    private long start;

    /** @param rate the rate until now, in rows per second, which the row of the batch shows */
    BatchAttempt(BatchSession run, RunningBatch batch, double rate) {
        this.run = run;
        this.batch = batch;
        this.rate = rate;
    }

    RunningBatch batch() {
        return batch;
    }

    /** Whether it knows its range, so that a failure may concern a row. */
    boolean hasRange() {
        return next != null;
    }

    /** Whether its range is one row. */
    boolean isAlone() {
        return next != null && next.one();
    }

    BatchRanges.Next range() {
        return Objects.requireNonNull(next);
    }

    /** Runs the next batch in a transaction of its own. */
    void run(StatementSink sink) throws Exception {
        begin(sink);
        runRest(sink);
    }

    /** The first statements of the transaction. */
    void begin(StatementSink sink) throws Exception {
        sink.addAll(run.frame().begin(batch.work().task()));
        sink.addAll(run.frame().limit(batch.work().task()).stream().toList());
    }

    /** The statement and its checkpoint, in a transaction that has begun. */
    void runRest(StatementSink sink) throws Exception {
        BatchRanges ranges = new BatchRanges();
        Optional<BatchRanges.Next> prepared = batch.takePrepared();
        next = prepared.isPresent() ? prepared.get() : ranges.next(batch, sink);
        start = System.nanoTime();
        batch.change(range().range(), result, sink, run);
        // In the same message, so that the next batch needs no round trip to find its range.
        KeyRange rest =
                new KeyRange(Optional.of(range().range().upTo()), batch.rest().upTo());
        Optional<StepStatement> asked = batch.isShared() ? Optional.empty() : ranges.ask(batch, rest);
        sink.addAll(asked.stream().toList());
        sink.addAll(run.frame().endOfBatch());
        sink.addAll(run.frame().tables());
        sink.addRows(checkpoint());
        sink.add(new StepStatement.Query(rows().stateQuery(), result::readState));
        sink.add(new StepStatement.Query(shared(), result::readShared));
        sink.finish(List.of(), List.of());
        batch.requireKey(result);
        following = asked.flatMap(query -> ranges.answered(rest, batch.size().rows()));
    }

    private String shared() {
        return SHARED.formatted(
                Quoting.literal(batch.table().name()),
                Quoting.literal(run.context().tables().batchRanges()));
    }

    /** After the commit. */
    void committed() {
        batch.become(result.after(batch.state(), range().range().upTo(), range().rows())
                .in(result.state()));
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        batch.size().after(range().rows(), time, result.shared());
        batch.prepared(following);
        batch.pace().change(result.speed());
        batch.pace().worked(time);
        batch.work().retryBudget().progressed();
    }

    private List<StateStatement> checkpoint() {
        StateStatement checkpoint =
                batch.rows().checkpoint(batch.state(), range().range().upTo(), Optional.of(range().rows()));
        // Workers that share a batch would wait for each other at its row.
        return batch.isShared()
                ? List.of(checkpoint)
                : List.of(checkpoint, rows().pace(batch.size().rows(), rate));
    }

    private BatchStatements rows() {
        return new BatchStatements(run.context().tables(), batch.work().id());
    }
}
