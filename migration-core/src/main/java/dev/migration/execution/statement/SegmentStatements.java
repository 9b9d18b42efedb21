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
import dev.migration.version.StateStatement;

/** What goes around and between the pieces of a script that does not fit into one transaction (ADR 12). */
public final class SegmentStatements {

    private final ExecutionSettings settings;
    private final RunContext workplace;
    private final TransactionStatements transaction;
    private final HookStatements hooks;

    public SegmentStatements(ExecutionSettings settings, RunContext workplace, TransactionStatements transaction) {
        this.settings = settings;
        this.workplace = workplace;
        this.transaction = transaction;
        this.hooks = new HookStatements(workplace.hooks(), settings);
    }

    /** The first transaction: the step is begun. */
    public void begin(StepTask task, StepBody.Sql body, StatementSink outlet) throws Exception {
        outlet.addAll(transaction.preamble(task));
        outlet.flushBeforeReading();
        hooks.aroundRevision(Hook.Event.BEFORE_REVISION, task, outlet);
        outlet.finish(transaction.closing(), List.of(workplace.records().begun(task.step(), body.section())));
    }

    /** The last transaction, with the rows that end the step. */
    public void end(StepTask task, List<StateStatement> rows, StatementSink outlet) throws Exception {
        outlet.addAll(transaction.opening(task));
        hooks.aroundRevision(Hook.Event.AFTER_REVISION, task, outlet);
        outlet.finish(transaction.closing(), rows);
    }

    /**
     * A piece that is a transaction, from the statement at hand on.
     *
     * @param done how many pieces are done behind it
     */
    public void together(StepTask task, PieceCursor cursor, int done, StatementSink outlet) throws Exception {
        outlet.addAll(transaction.opening(task));
        boolean ends;
        do {
            ends = cursor.isEnd();
            cursor.addTo(outlet);
        } while (!ends && cursor.hasNext() && !cursor.isAlone());
        outlet.finish(
                transaction.closingInTheMiddle(), List.of(workplace.records().done(task.step(), done)));
    }

    /** Those that run alone have no transaction to set it for; the script may set another one behind this. */
    public Optional<StepStatement> statementLimit(ScriptOptions options) {
        return options.statementTimeout()
                .or(settings::statementTimeout)
                .map(limit -> limit("statement_timeout", limit));
    }

    /** How long a statement that runs alone waits for locks. */
    public StepStatement lockLimit(SqlStatement statement, ScriptOptions options) {
        return limit("lock_timeout", lockTimeout(statement, options));
    }

    private static StepStatement limit(String name, Duration timeout) {
        return new StepStatement.Ours("SELECT " + TransactionStatements.setting(name, timeout, false));
    }

    /** A build that waits for old transactions is in nobody's way, and losing it costs a whole build. */
    private Duration lockTimeout(SqlStatement statement, ScriptOptions options) {
        Duration limit = options.lockTimeout().orElse(settings.lockTimeout());
        Duration patient = options.retryFor().orElse(settings.retryFor());
        boolean patientOne = StatementWords.of(statement.text()).contains("concurrently");
        return patientOne && patient.compareTo(limit) > 0 ? patient : limit;
    }

    /** A walk over the statements of a script that knows where it is cut. */
    public static final class PieceCursor {

        private final ScriptStatements script;
        private final StatementReader reader;
        private final Segments cut;
        private Optional<SqlStatement> next;

        public PieceCursor(ScriptStatements script, StatementReader reader, ScriptOptions options) {
            this.script = script;
            this.reader = reader;
            this.cut = new Segments(options);
            this.next = script.next(reader);
        }

        public boolean hasNext() {
            return next.isPresent();
        }

        /** The statement at hand. */
        public SqlStatement statement() {
            return next.orElseThrow();
        }

        /** The statement at hand, with what it stands in. */
        public StepStatement.Scripted parcel() {
            return script.parcel(statement());
        }

        /** Whether it is a piece of its own, outside transactions. */
        public boolean isAlone() {
            return cut.isAlone(statement());
        }

        /** Whether another piece begins behind it. */
        public boolean isEnd() {
            return cut.end(statement());
        }

        /** Passes over it. */
        public void pass() {
            next = script.next(reader);
        }

        private void addTo(StatementSink outlet) throws Exception {
            script.add(statement(), reader, outlet);
            pass();
        }
    }
}
