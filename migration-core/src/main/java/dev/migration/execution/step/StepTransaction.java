package dev.migration.execution.step;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import dev.migration.event.LockHolder;
import dev.migration.execution.failure.LostCommitException;
import dev.migration.execution.failure.StateChangedException;
import dev.migration.execution.failure.TransactionEndedException;
import dev.migration.execution.failure.Transience;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.script.Hook;
import dev.migration.script.ScriptOptions;
import dev.migration.sql.Quoting;

/**
 * The transaction of one step.
 *
 * <ol>
 *   <li>Undoes what the step before left in the session.
 *   <li>Sets the timeouts for this transaction only. Only the last commit of a run waits for the disk: the server writes its
 *       log in order, so a crash of the server loses the last revisions, whole, and the next run repeats them.
 *   <li>Takes the migration lock for this transaction too, so that the step is alone even if the session lost its lock.
 *   <li>Looks whether the applied revisions are still what the plan was made for.
 *   <li>Runs the work.
 *   <li>Looks whether it is still the same transaction, becomes the user again that the session began with, and writes the
 *       rows that record the work.
 *   <li>Commits all of it at once, or rolls all of it back.
 * </ol>
 *
 * All but the commit travels in one message when it is small. The commit never does: a server that has received it would
 * commit although the client died (PostgreSQL manual, 54.2.2.1).
 */
final class StepTransaction {

    private static final Logger log = LoggerFactory.getLogger(StepTransaction.class);

    /**
     * Half of the name of a lock that lives as long as the transaction; the other half is the process. Nothing that a script
     * may do, RESET ALL included, takes it away but the end of the transaction.
     */
    private static final int MARK = 0x4D494752;

    /** Work that may fail in any way. */
    interface Work {
        void run() throws Exception;
    }

    private final MigrationSession session;
    private final ExecutionSettings settings;
    private final Workplace workplace;
    private String number = "";
    private Optional<String> committed = Optional.empty();

    StepTransaction(MigrationSession session, ExecutionSettings settings, Workplace workplace) {
        this.session = session;
        this.settings = settings;
        this.workplace = workplace;
    }

    /** Runs the work; whatever it throws is thrown on after the rollback. */
    void run(Work work) throws Exception {
        Connection connection = session.connection();
        number = "";
        connection.setAutoCommit(false);
        try {
            work.run();
            commit(connection);
        } catch (Exception | Error failure) {
            session.stop().noticed();
            rollback(connection, failure);
            throw failure;
        }
        leave(connection);
    }

    /** What was run is committed; whoever uses the session next finds out by itself that it is gone. */
    private static void leave(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException gone) {
            log.debug("The connection was lost behind a commit", gone);
        }
    }

    /** The number of the last transaction that was run; empty when it was not begun. */
    Optional<String> number() {
        return Optional.of(number).filter(known -> !known.isEmpty());
    }

    /** What fails before the next transaction has a number must not be judged by what became of the last one. */
    void forget() {
        number = "";
    }

    /**
     * Whether what the revision did is gone, for certain: it may have ended its transaction by itself and gone on in
     * another. A server that does not answer any more has rolled back what it was not asked to commit.
     */
    boolean isRolledBack() {
        try {
            return number.isEmpty()
                    || "aborted"
                            .equals(session.jdbc()
                                    .queryForObject(
                                            "SELECT coalesce(pg_xact_status(?::xid8), 'aborted')",
                                            String.class,
                                            number));
        } catch (DataAccessException gone) {
            return true;
        }
    }

    /** From now on, what goes wrong while the session is made ready again happens behind this revision. */
    void isDone(Step step) {
        committed = Optional.of(step.revision().id());
    }

    /** The first statements of a step. */
    List<Parcel> preamble(Plan plan, Step step, ScriptOptions options) {
        List<Parcel> parcels = new ArrayList<>();
        parcels.add(begin(title(step)));
        parcels.addAll(resets());
        parcels.addAll(limits(plan, step, options));
        parcels.addAll(new StepConditions(workplace).of(step));
        parcels.addAll(marks());
        return parcels;
    }

    private List<Parcel> resets() {
        List<Parcel> parcels = new ArrayList<>();
        session.takeReset()
                .forEach(statement -> parcels.add(committed
                        .<Parcel>map(revision -> new Parcel.Cleaning(statement, revision))
                        .orElseGet(() -> new Parcel.Ours(statement))));
        return parcels;
    }

    /** The first statements of the transaction of hooks that belong to no step. */
    List<Parcel> hookPreamble(Hook.Event event) {
        List<Parcel> parcels = new ArrayList<>();
        parcels.add(begin("hook " + event.text()));
        parcels.addAll(resets());
        parcels.add(new Parcel.Ours("SELECT " + String.join(", ", timeouts(ScriptOptions.NONE))));
        parcels.add(alone("(none)"));
        parcels.addAll(marks());
        return parcels;
    }

    /** The first statements of a transaction in the middle of a step, in which the script may have taken another role. */
    List<Parcel> opening(Plan plan, Step step, ScriptOptions options) {
        List<Parcel> parcels = new ArrayList<>();
        parcels.add(begin(title(step)));
        parcels.addAll(limits(plan, step, options));
        parcels.add(new Parcel.Ours("SAVEPOINT migration_conditions"));
        session.roleStatementsForTransaction().forEach(statement -> parcels.add(new Parcel.Ours(statement)));
        parcels.addAll(new StepConditions(workplace).of(step));
        parcels.add(new Parcel.Ours("ROLLBACK TO SAVEPOINT migration_conditions"));
        parcels.add(new Parcel.Ours("RELEASE SAVEPOINT migration_conditions"));
        parcels.addAll(marks());
        return parcels;
    }

    /** What goes before the rows that end a step. */
    List<Parcel> closing() {
        return closing(session.roleStatements());
    }

    /** The same in the middle of a step: the script finds the role that it took in the next transaction. */
    List<Parcel> closingInTheMiddle() {
        return closing(session.roleStatementsForTransaction());
    }

    private static List<Parcel> closing(List<String> role) {
        List<Parcel> parcels = new ArrayList<>();
        parcels.add(new Parcel.Condition(
                "EXISTS (SELECT FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
                        + " AND classid = " + MARK + "::oid AND objid = pg_backend_pid()::oid AND objsubid = 2)",
                TransactionEndedException.ended()));
        role.forEach(statement -> parcels.add(new Parcel.Ours(statement)));
        return parcels;
    }

    /** First of all, because nothing may come before it: the isolation level cannot be changed behind a query. */
    private static Parcel begin(String title) {
        // Not what a role may have as its default: the conditions below must see what was committed before the lock was
        // ours.
        return new Parcel.Ours("/* " + title + " */ BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
    }

    private List<Parcel> marks() {
        return List.of(
                new Parcel.Ours("SELECT pg_advisory_xact_lock_shared(" + MARK + ", pg_backend_pid())"),
                new Parcel.Number(assigned -> number = assigned));
    }

    /** What other instances see in pg_stat_activity while they wait. */
    private static String title(Step step) {
        return (step.direction() == Step.Direction.UP ? "upgrade" : "downgrade") + " of "
                + step.revision().id();
    }

    /** A driver call may have ended the transaction behind our back; {@link #closing()} finds out if it began another. */
    void requireOpen() throws SQLException {
        TransactionState state =
                session.connection().unwrap(BaseConnection.class).getTransactionState();
        if (state == TransactionState.FAILED) {
            throw TransactionEndedException.swallowed();
        }
        if (state == TransactionState.IDLE) {
            throw TransactionEndedException.ended();
        }
    }

    /** The timeouts of what follows, and the lock. */
    List<Parcel> limits(Plan plan, Step step, ScriptOptions options) {
        List<String> limits = timeouts(options);
        int place = step.isRepeatable() ? plan.steps().size() : plan.steps().indexOf(step) + 1;
        boolean last = place == plan.steps().size();
        if (!session.isPooled()) {
            // Others read there how far we are, without asking us.
            LockHolder.Place at = new LockHolder.Place(
                    place, plan.steps().size(), step.revision().id());
            limits.add("set_config('application_name', "
                    + Quoting.literal(LockHolder.nameAt(at, settings.application())) + ", false)");
        }
        if (!last && !settings.flushEach()) {
            limits.add("set_config('synchronous_commit', 'off', true)");
        }
        return List.of(
                new Parcel.Ours("SELECT " + String.join(", ", limits)),
                alone(step.revision().id()));
    }

    /** Even if the session lost its lock, or can hold none. */
    private Parcel alone(String revision) {
        return new Parcel.Condition(
                "pg_try_advisory_xact_lock(" + workplace.lockKey() + ")",
                new StateChangedException(revision, "this session lost the migration lock to another"));
    }

    private List<String> timeouts(ScriptOptions options) {
        List<String> limits = new ArrayList<>();
        limits.add(local("lock_timeout", options.lockTimeout().orElse(settings.lockTimeout())));
        options.statementTimeout()
                .or(settings::statementTimeout)
                .ifPresent(timeout -> limits.add(local("statement_timeout", timeout)));
        return limits;
    }

    private static String local(String name, Duration timeout) {
        return "set_config('" + name + "', '" + millis(timeout) + "', true)";
    }

    /** 0 would mean no timeout at all, so only 0 becomes 0. */
    static long millis(Duration timeout) {
        return timeout.isZero() ? 0 : Math.max(1, timeout.toMillis());
    }

    private void commit(Connection connection) throws SQLException, LostCommitException {
        try {
            connection.commit();
        } catch (SQLException failure) {
            if (Transience.of(failure) == Transience.SESSION_LOST) {
                throw new LostCommitException(number, failure);
            }
            throw failure;
        }
    }

    private static void rollback(Connection connection, Throwable failure) {
        try {
            connection.setAutoCommit(false);
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException second) {
            failure.addSuppressed(second);
        }
    }
}
