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
import dev.migration.execution.session.SessionStatements;
import dev.migration.plan.Step;
import dev.migration.script.Hook;
import dev.migration.script.ScriptOptions;
import dev.migration.sql.Quoting;

/**
 * What the transaction of a step begins and ends with.
 *
 * <ol>
 *   <li>Undoes what the step before left in the session.
 *   <li>Sets the timeouts for this transaction only. Only the last commit of a run waits for the disk: the server writes its
 *       log in order, so a crash of the server loses the last revisions, whole, and the next run repeats them.
 *   <li>Takes the migration lock for this transaction too, so that the step is alone even if the session lost its lock.
 *   <li>Looks whether the applied revisions are still what the plan was made for.
 *   <li>Here is the place of the work.
 *   <li>Looks whether it is still the same transaction, and becomes the user again that the session began with.
 * </ol>
 */
public final class TransactionStatements {

    /**
     * Half of the name of a lock that lives as long as the transaction; the other half is the process. Nothing that a script
     * may do, RESET ALL included, takes it away but the end of the transaction.
     */
    private static final int MARK = 0x4D494752;

    private final SessionStatements session;
    private final ExecutionSettings settings;
    private final RunContext workplace;
    private final Consumer<String> number;
    private Optional<String> committed = Optional.empty();

    /** @param number is told the number of each transaction that is begun */
    public TransactionStatements(
            SessionStatements session, ExecutionSettings settings, RunContext workplace, Consumer<String> number) {
        this.session = session;
        this.settings = settings;
        this.workplace = workplace;
        this.number = number;
    }

    /** From now on, what goes wrong while the session is made ready again happens behind this revision. */
    public void isDone(Step step) {
        committed = Optional.of(step.revision().id());
    }

    /** The first statements of a step. */
    public List<StepStatement> preamble(StepTask task) {
        List<StepStatement> parcels = new ArrayList<>();
        parcels.add(begin(title(task.step())));
        parcels.addAll(resets());
        parcels.addAll(limits(task, task.body().options()));
        parcels.addAll(new AppliedSetCondition(workplace).of(task.step()));
        parcels.addAll(marks());
        return parcels;
    }

    private List<StepStatement> resets() {
        List<StepStatement> parcels = new ArrayList<>();
        session.takeReset()
                .forEach(statement -> parcels.add(committed
                        .<StepStatement>map(revision -> new StepStatement.Cleaning(statement, revision))
                        .orElseGet(() -> new StepStatement.Ours(statement))));
        return parcels;
    }

    /** The first statements of the transaction of hooks that belong to no step. */
    public List<StepStatement> hookPreamble(Hook.Event event) {
        List<StepStatement> parcels = new ArrayList<>();
        parcels.add(begin("hook " + event.text()));
        parcels.addAll(resets());
        parcels.add(new StepStatement.Ours("SELECT " + String.join(", ", timeouts(ScriptOptions.NONE))));
        parcels.add(alone("(none)"));
        parcels.addAll(marks());
        return parcels;
    }

    /** The first statements of a transaction in the middle of a step, in which the script may have taken another role. */
    public List<StepStatement> opening(StepTask task) {
        List<StepStatement> parcels = new ArrayList<>();
        parcels.add(begin(title(task.step())));
        parcels.addAll(limits(task, task.body().options()));
        parcels.add(new StepStatement.Ours("SAVEPOINT migration_conditions"));
        session.roleStatementsForTransaction().forEach(statement -> parcels.add(new StepStatement.Ours(statement)));
        parcels.addAll(new AppliedSetCondition(workplace).of(task.step()));
        parcels.add(new StepStatement.Ours("ROLLBACK TO SAVEPOINT migration_conditions"));
        parcels.add(new StepStatement.Ours("RELEASE SAVEPOINT migration_conditions"));
        parcels.addAll(marks());
        return parcels;
    }

    /** What goes before the rows that end a step. */
    public List<StepStatement> closing() {
        return closing(session.roleStatements());
    }

    /** The same in the middle of a step: the script finds the role that it took in the next transaction. */
    public List<StepStatement> closingInTheMiddle() {
        return closing(session.roleStatementsForTransaction());
    }

    private static List<StepStatement> closing(List<String> role) {
        List<StepStatement> parcels = new ArrayList<>();
        parcels.add(new StepStatement.Condition(
                "EXISTS (SELECT FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
                        + " AND classid = " + MARK + "::oid AND objid = pg_backend_pid()::oid AND objsubid = 2)",
                TransactionEndedException.ended()));
        role.forEach(statement -> parcels.add(new StepStatement.Ours(statement)));
        return parcels;
    }

    /** First of all, because nothing may come before it: the isolation level cannot be changed behind a query. */
    public static StepStatement begin(String title) {
        // Not what a role may have as its default: the conditions below must see what was committed before the lock was
        // ours.
        return new StepStatement.Ours("/* " + title + " */ BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
    }

    private List<StepStatement> marks() {
        return List.of(
                new StepStatement.Ours("SELECT pg_advisory_xact_lock_shared(" + MARK + ", pg_backend_pid())"),
                new StepStatement.Number(number));
    }

    /** What other instances see in pg_stat_activity while they wait. */
    private static String title(Step step) {
        return (step.direction() == Step.Direction.UP ? "upgrade" : "downgrade") + " of "
                + step.revision().id();
    }

    /** The timeouts of what follows, and the lock. */
    public List<StepStatement> limits(StepTask task, ScriptOptions options) {
        List<String> limits = timeouts(options);
        Step step = task.step();
        int steps = task.plan().steps().size();
        int place = step.isRepeatable() ? steps : task.plan().steps().indexOf(step) + 1;
        if (!session.isPooled()) {
            // Others read there how far we are, without asking us.
            LockHolder.Place at =
                    new LockHolder.Place(place, steps, step.revision().id());
            limits.add("set_config('application_name', "
                    + Quoting.literal(LockHolder.nameAt(at, settings.application())) + ", false)");
        }
        if (place != steps && !settings.flushEach()) {
            limits.add("set_config('synchronous_commit', 'off', true)");
        }
        return List.of(
                new StepStatement.Ours("SELECT " + String.join(", ", limits)),
                alone(step.revision().id()));
    }

    /** Even if the session lost its lock, or can hold none. */
    public StepStatement alone(String revision) {
        return new StepStatement.Condition(
                "pg_try_advisory_xact_lock(" + workplace.lockKey() + ")",
                new StateChangedException(revision, "this session lost the migration lock to another"));
    }

    private List<String> timeouts(ScriptOptions options) {
        List<String> limits = new ArrayList<>();
        limits.add(setting("lock_timeout", options.lockTimeout().orElse(settings.lockTimeout()), true));
        options.statementTimeout()
                .or(settings::statementTimeout)
                .ifPresent(timeout -> limits.add(setting("statement_timeout", timeout, true)));
        return limits;
    }

    /** The call that sets a timeout. 0 would mean no timeout at all, so only 0 becomes 0. */
    static String setting(String name, Duration timeout, boolean local) {
        long millis = timeout.isZero() ? 0 : Math.max(1, timeout.toMillis());
        return "set_config('" + name + "', '" + millis + "', " + local + ")";
    }
}
