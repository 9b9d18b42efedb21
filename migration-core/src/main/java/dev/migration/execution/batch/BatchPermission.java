// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.migration.event.BatchHold;
import dev.migration.execution.report.BatchProblem;
import dev.migration.execution.session.RetryBudget;
import dev.migration.execution.statement.StepStatement;
import dev.migration.execution.throttle.Throttle;
import dev.migration.version.BatchState;
import dev.migration.version.batch.BatchControl;
import dev.migration.version.batch.BatchStatements;
import dev.migration.version.table.StateStatement;

/**
 * Lets the next batch begin: waits while an operator has paused it, while its speed is lower, and while the server has no time for it.
 * Meanwhile it looks at the row of the batch every second, so that an operator need not wait for the reason to end.
 */
final class BatchPermission {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final BatchHold PAUSED = new BatchHold("paused", Optional.empty());

    private final BatchSession run;
    private final BatchTransactions transactions;
    private final RunningBatch batch;
    private final BatchReport report;
    private final Throttle throttle;
    private long granted;
    private boolean asked;

    BatchPermission(BatchSession run, BatchTransactions transactions, RunningBatch batch, BatchReport report) {
        this.run = run;
        this.transactions = transactions;
        this.batch = batch;
        this.report = report;
        this.throttle = new Throttle(
                batch.work().batch().limits(run.frame().settings().batchLimits()),
                batch.table().name());
    }

    /** Returns when the next batch may begin; fails if the batch was cancelled. */
    void await() throws Exception {
        long begun = System.nanoTime();
        pause(batch.pace().rest());
        awaitOperator();
        while (isDue()) {
            Optional<BatchHold> hold = ask();
            if (hold.isPresent()) {
                hold(hold.get());
            } else {
                granted = System.nanoTime();
                asked = true;
            }
        }
        if (report.isHeld()) {
            write(control().released(report.goOn()));
        }
        if (since(begun).compareTo(BETWEEN_LOOKS) > 0) {
            // The wait is no part of an attempt.
            batch.work().retryBudget().progressed();
        }
    }

    private boolean isDue() {
        return !asked || since(granted).compareTo(BETWEEN_LOOKS) >= 0;
    }

    private void hold(BatchHold hold) throws Exception {
        report.hold(hold);
        write(control().held(hold.reason(), hold.until(), report.takeHeld()));
        report.showHold();
        long begun = System.nanoTime();
        while (since(begun).compareTo(Throttle.PAUSE) < 0) {
            pause(BETWEEN_LOOKS);
            look();
            awaitOperator();
        }
    }

    private Optional<BatchHold> ask() throws Exception {
        Answer answer = new Answer();
        try {
            transactions.run(sink -> {
                sink.addAll(run.frame().begin(batch.work().task()));
                sink.addAll(run.frame().limit(batch.work().task()).stream().toList());
                sink.addAll(run.frame().end());
                sink.add(new StepStatement.Ours("SET LOCAL transaction_read_only = on"));
                sink.flush();
                answer.hold = throttle.check(run.session().jdbc());
                sink.finish(List.of(), List.of());
            });
        } catch (BatchProblem problem) {
            throw batch.work().failure(problem);
        }
        throttle.takeNotes().forEach(report::note);
        return answer.hold;
    }

    private static final class Answer {
        private Optional<BatchHold> hold = Optional.empty();
    }

    private void awaitOperator() throws Exception {
        while (batch.state().state() == BatchState.State.PAUSED) {
            report.hold(PAUSED);
            report.showHold();
            pause(BETWEEN_LOOKS);
            look();
        }
        if (batch.state().state() == BatchState.State.CANCELLED) {
            throw batch.work()
                    .failure(new BatchProblem(
                            "the batch was cancelled",
                            run.context().job().isPresent()
                                    ? "To go on: approve " + batch.work().id().revision() + "."
                                    : "To go on: 'batch resume "
                                            + batch.work().id().revision() + "'. Then start again."));
        }
    }

    private void look() throws Exception {
        BatchResult result = new BatchResult();
        transactions.run(sink -> {
            sink.addAll(run.frame().begin(batch.work().task()));
            sink.addAll(run.frame().end());
            sink.add(new StepStatement.Query(
                    new BatchStatements(run.context().tables(), batch.work().id()).stateQuery(), result::readState));
            sink.finish(List.of(), List.of());
        });
        batch.become(batch.state().in(result.state()));
        batch.pace().change(result.speed());
    }

    private void write(StateStatement row) throws Exception {
        transactions.run(sink -> {
            sink.addAll(run.frame().begin(batch.work().task()));
            sink.addAll(run.frame().end());
            sink.finish(run.frame().tables(), List.of(row));
        });
    }

    private BatchControl control() {
        return new BatchControl(run.context().tables(), batch.work().id());
    }

    private void pause(Duration time) {
        if (!time.isZero()) {
            RetryBudget.pause(time, run.session().stop());
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
