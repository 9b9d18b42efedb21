// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.migration.execution.session.ExecutionSettings;
import dev.migration.script.Hook;
import dev.migration.script.ScriptOptions;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.sql.StatementWords;
import dev.migration.version.table.StateStatement;

/** The statements around and between the segments of a script that does not fit into one transaction (ADR 12). */
public final class SegmentStatements {

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

    /** The first transaction, which records that the step has begun. */
    public void begin(StepTask task, StepBody.Sql body, StatementSink sink) throws Exception {
        sink.addAll(transaction.preamble(task));
        sink.flushBeforeReading();
        hooks.aroundRevision(Hook.Event.BEFORE_REVISION, task, sink);
        sink.finish(transaction.closing(), List.of(context.records().begun(task.step(), body)));
    }

    /** The last transaction, with the rows that record the end of the step. */
    public void end(StepTask task, List<StateStatement> rows, StatementSink sink) throws Exception {
        try {
            sink.addAll(transaction.opening(task));
            hooks.aroundRevision(Hook.Event.AFTER_REVISION, task, sink);
        } catch (Exception failure) {
            rows.forEach(StateStatement::release);
            throw failure;
        }
        sink.finish(transaction.closing(), rows);
    }

    /**
     * A segment that is one transaction, from the current statement on.
     *
     * @param done the number of segments that are done after it
     */
    public void together(StepTask task, SegmentCursor cursor, int done, StatementSink sink) throws Exception {
        sink.addAll(transaction.opening(task));
        boolean ends;
        do {
            ends = cursor.isEnd();
            cursor.addTo(sink);
        } while (!ends && cursor.hasNext() && !cursor.isAlone());
        sink.finish(transaction.closingInTheMiddle(), List.of(context.records().done(task.step(), done)));
    }

    /** The statements before rows that are written outside the transaction of a segment. */
    public List<StepStatement> guard() {
        return transaction.guard();
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
    public StepStatement lockLimit(SqlStatement statement, ScriptOptions options) {
        return limit("lock_timeout", lockTimeout(statement, options));
    }

    /** The lock timeout of a statement that blocks other sessions while it waits. */
    public StepStatement shortLockLimit() {
        return limit("lock_timeout", settings.lockTimeout());
    }

    private static StepStatement limit(String name, Duration timeout) {
        return new StepStatement.Ours("SELECT " + TransactionStatements.setting(name, timeout, false));
    }

    /**
     * A concurrent index build that waits for old transactions blocks no reads and writes, and a timeout would discard the whole
     * build. It gives way to a transaction that waits for it (ADR 36).
     */
    private Duration lockTimeout(SqlStatement statement, ScriptOptions options) {
        Duration limit = options.lockTimeout().orElse(settings.lockTimeout());
        Duration retryFor = options.retryFor().orElse(settings.retryFor());
        boolean concurrently = StatementWords.of(statement.text()).contains("concurrently");
        return concurrently && retryFor.compareTo(limit) > 0 ? retryFor : limit;
    }

    /** Iterates over the statements of a script and knows where its segments end. */
    public static final class SegmentCursor {

        private final ScriptStatements script;
        private final StatementReader reader;
        private final Segments segments;
        private Optional<SqlStatement> next;

        public SegmentCursor(ScriptStatements script, StatementReader reader, ScriptOptions options) {
            this.script = script;
            this.reader = reader;
            this.segments = new Segments(options);
            this.next = script.next(reader);
        }

        public boolean hasNext() {
            return next.isPresent();
        }

        /** The current statement. */
        public SqlStatement statement() {
            return next.orElseThrow();
        }

        /** The current statement, with the script that contains it. */
        public StepStatement.Scripted scripted() {
            return script.scripted(statement());
        }

        /** Whether the current statement is a segment of its own that runs outside a transaction. */
        public boolean isAlone() {
            return segments.isAlone(statement());
        }

        /** Whether a segment ends after the current statement. */
        public boolean isEnd() {
            return segments.end(statement());
        }

        /** Skips the current statement. */
        public void skip() {
            next = script.next(reader);
        }

        private void addTo(StatementSink sink) throws Exception {
            script.add(statement(), reader, sink);
            skip();
        }
    }
}
