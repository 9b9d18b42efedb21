// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.time.Duration;
import java.util.Optional;

import dev.migration.batch.Batch;
import dev.migration.batch.BatchDirective;
import dev.migration.batch.BatchStatement;
import dev.migration.execution.report.BatchProblem;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.statement.StatementSink;
import dev.migration.execution.statement.StepStatement;
import dev.migration.execution.statement.StepTask;
import dev.migration.version.BatchId;
import dev.migration.version.BatchState;
import dev.migration.version.StateTables;
import dev.migration.version.batch.BatchStatements;

/**
 * Runs the first batches of a statement in the open transaction, and estimates the time of all of them. It neither commits nor writes
 * state rows.
 */
public final class BatchRehearsal {

    private final MigrationSession session;
    private final StateTables tables;
    private final int most;

    /**
     * @param tables the state tables, which need not exist
     * @param most how many batches run
     */
    public BatchRehearsal(MigrationSession session, StateTables tables, int most) {
        this.session = session;
        this.tables = tables;
        this.most = most;
    }

    /**
     * What the first batches show.
     *
     * @param batches how many ran
     * @param rows how many rows they contained
     * @param estimate how many rows the table has, about
     * @param duration the time of these batches
     * @param complete whether no row is left
     */
    public record Outcome(int batches, long rows, long estimate, Duration duration, boolean complete) {

        /** The time for all rows, without the pauses between batches. */
        public Duration projected() {
            double factor = rows == 0 ? 1 : Math.max(1, (double) estimate / rows);
            return Duration.ofNanos((long) (duration.toNanos() * factor));
        }
    }

    /** Whether a statement runs in batches. */
    public static boolean isBatched(StepStatement.Scripted scripted) {
        return BatchDirective.of(scripted.statement()).isPresent();
    }

    /** @throws StatementFailure if the directive is unusable, or if the server refuses a batch */
    public Outcome run(StepTask task, StepStatement.Scripted scripted, StatementSink sink) throws Exception {
        BatchWork work = work(task, scripted);
        try {
            return run(work, sink);
        } catch (BatchProblem problem) {
            throw work.failure(problem);
        }
    }

    private static BatchWork work(StepTask task, StepStatement.Scripted scripted) throws StatementFailure {
        BatchDirective directive = BatchDirective.of(scripted.statement()).orElseThrow();
        if (directive.batch().isEmpty()) {
            throw scripted.failure(directive.faults().get(0).problem(), BatchProblem.UNUSABLE);
        }
        BatchId id = new BatchId(task.step().revision().id(), false, 0);
        return new BatchWork(task, scripted, directive.batch().get(), id, new RetryBudget(Duration.ZERO));
    }

    private Outcome run(BatchWork work, StatementSink sink) throws Exception {
        BatchStatement statement = statement(work, sink);
        sink.addAll(work.trigger().create(statement));
        sink.flush();
        BatchTable table = new BatchTableReader(session.jdbc(), work.code().isEmpty()).read(work.batch());
        Optional<String> max = BatchStart.max(session.jdbc(), table);
        RunningBatch batch = new RunningBatch(
                work, statement, table, first(work.batch(), table, max), new BatchStatements(tables, work.id()));
        int batches = 0;
        long start = System.nanoTime();
        while (max.isPresent() && !batch.state().isAtEnd() && batches < most) {
            next(batch, sink);
            batches++;
        }
        return new Outcome(
                batches,
                batch.state().rows().passed(),
                table.estimate(),
                Duration.ofNanos(System.nanoTime() - start),
                max.isEmpty() || batch.state().isAtEnd());
    }

    private static void next(RunningBatch batch, StatementSink sink) throws Exception {
        BatchResult result = new BatchResult();
        BatchRanges.Next next = new BatchRanges().next(batch, sink);
        long start = System.nanoTime();
        sink.add(batch.within(next.range(), result));
        sink.flush();
        batch.size().after(next.rows(), Duration.ofNanos(System.nanoTime() - start), false);
        batch.become(result.after(batch.state(), next.range().upTo(), next.rows()));
    }

    private static BatchStatement statement(BatchWork work, StatementSink sink) throws BatchProblem {
        BatchStatement.Parsed parsed =
                BatchStatement.parse(work.batch(), work.scripted().sql(), sink.readsBackslashesAsTheyAre());
        return parsed.statement()
                .orElseThrow(() -> new BatchProblem(
                        parsed.faults().get(0).problem(), parsed.faults().get(0).remedy()));
    }

    private static BatchState first(Batch batch, BatchTable table, Optional<String> max) {
        return new BatchState(
                table.name(),
                batch.key(),
                "",
                BatchState.State.RUNNING,
                Optional.empty(),
                max,
                1,
                new BatchState.Rows(table.estimate(), 0, 0, 0),
                BatchSize.FIRST,
                0,
                "{}");
    }
}
