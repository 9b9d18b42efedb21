// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.migration.execution.report.SqlStateRemedies;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.plan.Step;
import dev.migration.script.Hook;
import dev.migration.script.ScriptCondition.Moment;
import dev.migration.script.ScriptOptions;
import dev.migration.sql.NonTransactionalStatement;
import dev.migration.sql.Quoting;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementWords;
import dev.migration.version.batch.BatchStatements;
import dev.migration.version.batch.JobStatements;
import dev.migration.version.table.StateStatement;

/** The statements around and between the segments of a script that does not fit into one transaction (ADR 12). */
public final class SegmentStatements {

    /** How a step begins. */
    public enum Beginning {
        /** For the first time. */
        FIRST,
        /** The same, and the tables of batches may have rows of an earlier run of the revision, which have no meaning any more. */
        AFTER_BATCHES,
        /** It had begun: what it required need not hold any more, and its batches go on where they were. */
        CONTINUED
    }

    private final ExecutionSettings settings;
    private final RunContext context;
    private final TransactionStatements transaction;
    private final HookStatements hooks;

    public SegmentStatements(ExecutionSettings settings, RunContext context, TransactionStatements transaction) {
        this.settings = settings;
        this.context = context;
        this.transaction = transaction;
        this.hooks = new HookStatements(context.hooks(), settings);
    }

    /**
     * The first transaction, which records that the step has begun.
     *
     * @param beginning whether it continues a step that had begun
     */
    public void begin(StepTask task, StepBody.Sql body, Beginning beginning, StatementSink sink) throws Exception {
        // Before the transaction begins, see StepRows.
        List<StateStatement> begun = List.of(context.records().begun(task.step(), body));
        try {
            sink.addAll(transaction.preamble(task));
            hooks.aroundRevision(Hook.Event.BEFORE_REVISION, task, sink);
            if (beginning != Beginning.CONTINUED) {
                sink.addAll(new RevisionConditions(task, body).at(Moment.REQUIRE));
            }
            if (beginning == Beginning.AFTER_BATCHES) {
                sink.finish(closingWithTablesOfBatches(), withoutEarlierBatches(task, begun));
            } else {
                sink.finish(transaction.closing(), begun);
            }
        } finally {
            begun.forEach(StateStatement::release);
        }
    }

    private List<StepStatement> closingWithTablesOfBatches() {
        return Stream.concat(
                        transaction.closing().stream(),
                        context.check().batches().stream().map(StepStatement.Proven::new))
                .toList();
    }

    private List<StateStatement> withoutEarlierBatches(StepTask task, List<StateStatement> begun) {
        Step step = task.step();
        boolean down = step.direction() == Step.Direction.DOWN;
        return Stream.concat(
                        BatchStatements.forgetAll(
                                context.tables(), step.revision().id(), down)
                                .stream(),
                        begun.stream())
                .toList();
    }

    /** The last transaction, with the rows that record the end of the step. */
    public void end(StepTask task, List<StateStatement> rows, StatementSink sink) throws Exception {
        try {
            sink.addAll(transaction.opening(task));
            sink.addAll(context.job()
                    .map(job -> job.lastConditions(context.tables()))
                    .orElse(List.of()));
            if (task.body() instanceof StepBody.Sql body) {
                sink.addAll(new RevisionConditions(task, body).at(Moment.ENSURE));
            }
            hooks.aroundRevision(Hook.Event.AFTER_REVISION, task, sink);
        } catch (Exception failure) {
            rows.forEach(StateStatement::release);
            throw failure;
        }
        sink.finish(transaction.closing(), rows);
    }

    /**
     * A segment that is one transaction, from the current statement on. If it changed settings, {@link #settings} follows its
     * commit.
     *
     * @param done the number of segments that are done after it
     */
    public void together(StepTask task, SegmentCursor cursor, int done, StatementSink sink) throws Exception {
        List<StepStatement> modes = cursor.isEnd() ? List.of() : cursor.takeModes();
        sink.addAll(TransactionModes.after(transaction.opening(task, done - 1), modes));
        sink.add(cursor.settings().before());
        boolean ends = false;
        while (!ends && cursor.hasNext() && !cursor.isSingle()) {
            ends = cursor.isEnd();
            cursor.addTo(sink);
        }
        sink.add(cursor.settings().after());
        sink.finish(
                transaction.closingInTheMiddle(),
                List.of(
                        context.records().done(task.step(), done),
                        context.records().settings(task.step(), false)));
    }

    /**
     * The condition that a concurrent build has left a valid index: with {@code IF NOT EXISTS} the server accepts an invalid index,
     * and every other relation of this name.
     */
    public Optional<StepStatement> built(StepStatement.Scripted build) {
        return NonTransactionalStatement.of(build.sql()) instanceof NonTransactionalStatement.CreateIndex index
                ? Optional.of(new StepStatement.Condition(
                        "EXISTS (SELECT FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c"
                                + " ON c.oid OPERATOR(pg_catalog.=) i.indexrelid"
                                + " WHERE i.indrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass("
                                + Quoting.literal(index.table())
                                + ") AND c.relname OPERATOR(pg_catalog.=) " + Quoting.catalogName(index.name())
                                + " AND i.indisvalid AND i.indisready AND i.indislive)",
                        build.failure(
                                "the server reported success, but the table has no valid index of this name",
                                SqlStateRemedies.AMBIGUOUS)))
                : Optional.empty();
    }

    /** The rows after a statement outside transactions: it is done, with these settings. */
    public void outside(StepTask task, SegmentCursor cursor, int done, StatementSink sink) throws Exception {
        sink.finish(
                outside(task, cursor),
                List.of(
                        context.records().done(task.step(), done),
                        context.records().settings(task.step(), true)));
    }

    private List<StepStatement> outside(StepTask task, SegmentCursor cursor) {
        List<StepStatement> statements = new ArrayList<>();
        statements.add(cursor.settings().outside());
        transaction.roleForTransaction().forEach(role -> statements.add(new StepStatement.Ours(role)));
        statements.addAll(transaction.lockConditions(task));
        statements.addAll(transaction.guard());
        return statements;
    }

    /** The settings after the commit of a segment that changed some. */
    public void settings(StepTask task, SegmentCursor cursor, StatementSink sink) throws Exception {
        sink.finish(outside(task, cursor), List.of(context.records().settings(task.step(), true)));
    }

    /**
     * The last transaction of the upgrade, if the rest of the section waits for workers.
     *
     * @param done the number of segments that are done
     */
    public void queue(StepTask task, StepBody.Queue queue, Rest rest, StatementSink sink) throws Exception {
        sink.addAll(transaction.opening(task));
        sink.addAll(transaction.closing());
        sink.addRows(JobStatements.create(context.tables()));
        sink.finish(
                batches().shared(),
                context.records().queued(task.step(), rest.spent(), queue == StepBody.Queue.WORKERS, rest.done()));
    }

    /**
     * What is left of a section.
     *
     * @param done the number of segments that are done
     * @param spent how long they took
     */
    public record Rest(int done, Duration spent) {}

    /** The statements around the batches of a segment. */
    public BatchFrame batches() {
        return new BatchFrame(settings, context, transaction);
    }

    /**
     * The statement timeout for statements outside transactions, which cannot have a local one; the script may set another one
     * later.
     */
    public Optional<StepStatement> statementLimit(ScriptOptions options) {
        return options.statementTimeout()
                .or(settings::statementTimeout)
                .map(limit -> limit("statement_timeout", limit));
    }

    /** The lock timeout of a statement outside transactions. */
    public StepStatement lockLimit(StepTask task, SqlStatement statement, ScriptOptions options) {
        return limit("lock_timeout", lockTimeout(task, statement, options));
    }

    /** The lock timeout of a statement that blocks other sessions while it waits. */
    public StepStatement shortLockLimit() {
        return limit("lock_timeout", settings.lockTimeout(ScriptOptions.NONE, Optional.empty()));
    }

    private static StepStatement limit(String name, Duration timeout) {
        return new StepStatement.Ours("SELECT " + TransactionStatements.setting(name, timeout, false));
    }

    /**
     * A concurrent index build that waits for old transactions blocks no reads and writes, and a timeout would discard the whole
     * build. It gives way to a transaction that waits for it (ADR 36).
     */
    private Duration lockTimeout(StepTask task, SqlStatement statement, ScriptOptions options) {
        Duration limit = settings.lockTimeout(options, task.lockTimeout());
        Duration retryFor = options.retryFor().orElse(settings.retryFor());
        boolean concurrently = StatementWords.areConcurrent(StatementWords.of(statement.text()));
        // 0 is no limit at all.
        return concurrently && !limit.isZero() && retryFor.compareTo(limit) > 0 ? retryFor : limit;
    }
}
