// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.migration.event.LockHolder;
import dev.migration.execution.failure.TransactionEndedException;
import dev.migration.execution.report.StateChangedException;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.IdleLimit;
import dev.migration.execution.session.KeepAliveSettings;
import dev.migration.execution.session.SessionStatements;
import dev.migration.plan.Step;
import dev.migration.script.Hook;
import dev.migration.script.ScriptOptions;
import dev.migration.sql.Quoting;

/**
 * The first and the last statements of the transaction of a step.
 *
 * <ol>
 *   <li>Resets the session after the step before.
 *   <li>Sets the timeouts of this transaction. Only the last commit of a run waits for the disk: the server writes its log in
 *       order, so that a crash loses only the last revisions as a whole, and the next run repeats them.
 *   <li>Takes the migration lock for this transaction too, so that no other session runs a step even if this session lost its
 *       lock.
 *   <li>Checks whether the applied revisions are still those for which the plan was made.
 *   <li>Then the statements of the step follow.
 *   <li>Checks whether it is still the same transaction, and restores the role that the session had when it was opened.
 * </ol>
 */
public final class TransactionStatements {

    /**
     * The first half of the key of a transaction-level advisory lock; the other half is the process id. Only the end of the
     * transaction releases it; no statement of a script does, not even RESET ALL.
     */
    private static final int MARK = 0x4D494752;

    private final SessionStatements session;
    private final ExecutionSettings settings;
    private final RunContext context;
    private final Consumer<String> number;
    private Optional<String> committed = Optional.empty();

    /** @param number receives the id of each transaction */
    public TransactionStatements(
            SessionStatements session, ExecutionSettings settings, RunContext context, Consumer<String> number) {
        this.session = session;
        this.settings = settings;
        this.context = context;
        this.number = number;
    }

    /** A failure of the next reset of the session is reported as a failure after this revision, which is committed. */
    public void committed(Step step) {
        committed = Optional.of(step.revision().id());
    }

    /** The first statements of a step. */
    public List<StepStatement> preamble(StepTask task) {
        List<StepStatement> statements = beginAndReset(title(task.step()));
        statements.addAll(limits(task, task.body().options()));
        statements.addAll(new AppliedSetCondition(context).of(task.step()));
        statements.addAll(marks());
        return statements;
    }

    private List<StepStatement> beginAndReset(String title) {
        List<StepStatement> statements = new ArrayList<>();
        List<String> resets = session.takeResetStatements();
        if (!resets.isEmpty() && !session.isPooled()) {
            // It takes effect with the commit: the script must not find the channels of the script before.
            statements.add(begin(title));
            statements.add(reset("UNLISTEN *"));
            statements.add(new StepStatement.Ours("COMMIT"));
        }
        statements.add(begin(title));
        resets.forEach(statement -> statements.add(reset(statement)));
        return statements;
    }

    private StepStatement reset(String statement) {
        return committed
                .<StepStatement>map(revision -> new StepStatement.Cleaning(statement, revision))
                .orElseGet(() -> new StepStatement.Ours(statement));
    }

    /**
     * The first statements of a transaction that runs only hooks.
     *
     * @param lockTimeout see {@link StepTask#lockTimeout()}
     */
    public List<StepStatement> hookPreamble(Hook.Event event, Optional<Duration> lockTimeout) {
        List<StepStatement> statements = beginAndReset("hook " + event.text());
        statements.add(
                new StepStatement.Ours("SELECT " + String.join(", ", timeouts(ScriptOptions.NONE, lockTimeout))));
        statements.add(lockCondition("(none)"));
        statements.addAll(marks());
        return statements;
    }

    /** The first statements of a transaction in the middle of a step, in which the script may have taken another role. */
    public List<StepStatement> opening(StepTask task) {
        return opening(task, List.of());
    }

    /**
     * The same for a segment. Behind a pooler the lock ends with each transaction, so that another session may have run the segment
     * meanwhile.
     *
     * @param done the number of segments that are done before it
     */
    List<StepStatement> opening(StepTask task, int done) {
        return opening(
                task,
                session.isPooled() ? List.of(new AppliedSetCondition(context).segments(task.step(), done)) : List.of());
    }

    private List<StepStatement> opening(StepTask task, List<StepStatement> conditions) {
        List<StepStatement> statements = new ArrayList<>();
        statements.add(begin(title(task.step())));
        statements.addAll(limits(task, task.body().options()));
        statements.add(new StepStatement.Ours("SAVEPOINT migration_conditions"));
        session.roleStatementsForTransaction().forEach(statement -> statements.add(new StepStatement.Ours(statement)));
        statements.addAll(new AppliedSetCondition(context).of(task.step()));
        statements.addAll(conditions);
        statements.add(new StepStatement.Ours("ROLLBACK TO SAVEPOINT migration_conditions"));
        statements.add(new StepStatement.Ours("RELEASE SAVEPOINT migration_conditions"));
        statements.addAll(marks());
        return statements;
    }

    /** The statements before the rows that record the end of a step. */
    public List<StepStatement> closing() {
        return closing(session.roleStatements());
    }

    /** The same in the middle of a step: the script has its own role again in the next transaction. */
    public List<StepStatement> closingInTheMiddle() {
        return closing(session.roleStatementsForTransaction());
    }

    /** The statements that set the role which writes the state, until the transaction ends. */
    List<String> roleForTransaction() {
        return session.roleStatementsForTransaction();
    }

    /** The same for a transaction that does not write into the tables of revisions. */
    List<StepStatement> closingOfPart() {
        return unguarded(session.roleStatementsForTransaction());
    }

    private List<StepStatement> closing(List<String> role) {
        List<StepStatement> statements = unguarded(role);
        statements.addAll(guard());
        return statements;
    }

    private static List<StepStatement> unguarded(List<String> role) {
        List<StepStatement> statements = new ArrayList<>();
        statements.add(new StepStatement.Condition(
                // The view of the locks takes long, and is read only if the script has reset the setting.
                StepStatement.Number.isNoted()
                        + " OR EXISTS (SELECT FROM pg_catalog.pg_locks WHERE locktype OPERATOR(pg_catalog.=) 'advisory' AND pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid()"
                        + " AND classid OPERATOR(pg_catalog.=) " + MARK
                        + "::pg_catalog.oid AND objid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid()::pg_catalog.oid AND objsubid OPERATOR(pg_catalog.=) 2)",
                TransactionEndedException.ended()));
        role.forEach(statement -> statements.add(new StepStatement.Ours(statement)));
        return statements;
    }

    /** Keeps the state tables as they are until the transaction ends, and checks that they take rows without a change. */
    public List<StepStatement> guard() {
        return List.of(
                new StepStatement.Proven(context.check().lock()),
                new StepStatement.Proven(context.check().guard()));
    }

    /** The first statement: the isolation level cannot be changed after a query. */
    public static StepStatement begin(String title) {
        // Not the default of the role: the conditions must read what was committed before this session got the lock.
        return new StepStatement.Ours("/* " + title + " */ BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
    }

    private List<StepStatement> marks() {
        return List.of(
                new StepStatement.Ours(
                        "SELECT pg_catalog.pg_advisory_xact_lock_shared(" + MARK + ", pg_catalog.pg_backend_pid())"),
                new StepStatement.Number(number));
    }

    /** Shown to other instances in pg_stat_activity while they wait. */
    private static String title(Step step) {
        return (step.direction() == Step.Direction.UP ? "upgrade" : "downgrade") + " of "
                + step.revision().id();
    }

    /** The timeouts of the statements that follow, and the lock condition. */
    public List<StepStatement> limits(StepTask task, ScriptOptions options) {
        List<String> limits = timeouts(options, task.lockTimeout());
        idleLimit(task.body())
                .ifPresent(limit -> limits.add(setting(KeepAliveSettings.IDLE_IN_TRANSACTION, limit, true)));
        LockHolder.Place place = task.place();
        if (!session.isPooled() && context.job().isEmpty()) {
            limits.add(name(place));
        }
        if (place.step() != place.steps() && !settings.flushEach()) {
            limits.add("pg_catalog.set_config('synchronous_commit', 'off', true)");
        }
        List<StepStatement> statements = new ArrayList<>();
        statements.add(new StepStatement.Ours("SELECT " + String.join(", ", limits)));
        statements.addAll(lockConditions(task));
        return statements;
    }

    /** The conditions that this session may run the step. */
    List<StepStatement> lockConditions(StepTask task) {
        return context.job()
                .map(job -> job.conditions(context.tables()))
                .orElseGet(() -> List.of(lockCondition(task.step().revision().id())));
    }

    /** Names the session after its place in the run, outside of a transaction: other sessions read it between two attempts. */
    public String naming(StepTask task) {
        return "SELECT " + name(task.place());
    }

    /** Other sessions read the progress of the run there. */
    private String name(LockHolder.Place place) {
        return "pg_catalog.set_config('application_name', "
                + Quoting.literal(LockHolder.nameAt(place, settings.sessionApplication())) + ", false)";
    }

    private Optional<Duration> idleLimit(StepBody body) {
        return body.isCode() ? Optional.of(settings.lockLimits().javaIdle()) : IdleLimit.whileReading(body.length());
    }

    /** The condition that no other session holds the migration lock; also for a session that lost the lock or cannot hold one. */
    public StepStatement lockCondition(String revision) {
        return new StepStatement.Condition(
                "pg_catalog.pg_try_advisory_xact_lock(" + context.lockKey() + ")",
                new StateChangedException(revision, "another session took the migration lock"));
    }

    private List<String> timeouts(ScriptOptions options, Optional<Duration> lockTimeout) {
        List<String> limits = new ArrayList<>();
        limits.add(setting("lock_timeout", settings.lockTimeout(options, lockTimeout), true));
        options.statementTimeout()
                .or(settings::statementTimeout)
                .ifPresent(timeout -> limits.add(setting("statement_timeout", timeout, true)));
        return limits;
    }

    /** The call that sets a timeout. A duration below 1 ms becomes 1 ms, because 0 disables the timeout. */
    static String setting(String name, Duration timeout, boolean local) {
        long millis = timeout.isZero() ? 0 : Math.max(1, timeout.toMillis());
        return "pg_catalog.set_config('" + name + "', '" + millis + "', " + local + ")";
    }
}
