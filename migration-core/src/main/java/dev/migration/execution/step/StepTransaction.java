package dev.migration.execution.step;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

import dev.migration.execution.failure.LostCommitException;
import dev.migration.execution.failure.StateChangedException;
import dev.migration.execution.failure.Transience;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
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
 *   <li>Runs the work, which ends with the rows that record it.
 *   <li>Commits all of it at once, or rolls all of it back.
 * </ol>
 *
 * All but the commit travels in one message when it is small. The commit never does: a server that has received it would
 * commit although the client died (PostgreSQL manual, 54.2.2.1).
 */
final class StepTransaction {

    /** Work that may fail in any way; returns the number of its transaction. */
    interface Work {
        String run() throws Exception;
    }

    private final MigrationSession session;
    private final ExecutionSettings settings;
    private final Workplace workplace;

    StepTransaction(MigrationSession session, ExecutionSettings settings, Workplace workplace) {
        this.session = session;
        this.settings = settings;
        this.workplace = workplace;
    }

    /** Runs the work; whatever it throws is thrown on after the rollback. */
    void run(Work work) throws Exception {
        Connection connection = session.connection();
        connection.setAutoCommit(false);
        try {
            commit(connection, work.run());
        } catch (Exception | Error failure) {
            rollback(connection, failure);
            throw failure;
        }
        connection.setAutoCommit(true);
    }

    /** The first statements of a step. */
    List<Parcel> preamble(Plan plan, Step step, ScriptOptions options) {
        List<Parcel> parcels = new ArrayList<>();
        session.takeReset().forEach(statement -> parcels.add(new Parcel.Ours(title(step) + statement)));
        parcels.addAll(opening(plan, step, options));
        return parcels;
    }

    /** The first statements of a transaction in the middle of a step. */
    List<Parcel> opening(Plan plan, Step step, ScriptOptions options) {
        List<Parcel> parcels = new ArrayList<>();
        // Not what a role may have as its default: the conditions below must see what was committed before the lock was
        // ours.
        parcels.add(new Parcel.Ours(title(step) + "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"));
        parcels.add(new Parcel.Ours("SELECT " + String.join(", ", limits(plan, step, options))));
        parcels.addAll(conditions(step, workplace.records().parentsOf(step)));
        return parcels;
    }

    /** What other instances see in pg_stat_activity while they wait. */
    private static String title(Step step) {
        return "/* " + (step.direction() == Step.Direction.UP ? "upgrade" : "downgrade") + " of "
                + step.revision().id() + " */ ";
    }

    /** A procedure or a driver call may have ended the transaction behind our back. */
    void requireOpen() throws SQLException {
        TransactionState state =
                session.connection().unwrap(BaseConnection.class).getTransactionState();
        if (state == TransactionState.IDLE) {
            throw new SQLException("The revision ended its transaction; what it did before may be committed.");
        }
    }

    private List<String> limits(Plan plan, Step step, ScriptOptions options) {
        List<String> limits = new ArrayList<>();
        limits.add(local("lock_timeout", options.lockTimeout().orElse(settings.lockTimeout())));
        options.statementTimeout()
                .or(settings::statementTimeout)
                .ifPresent(timeout -> limits.add(local("statement_timeout", timeout)));
        boolean last = plan.steps().get(plan.steps().size() - 1).equals(step);
        if (!last && !settings.flushEach()) {
            limits.add("set_config('synchronous_commit', 'off', true)");
        }
        return limits;
    }

    private static String local(String name, Duration timeout) {
        return "set_config('" + name + "', '" + timeout.toMillis() + "', true)";
    }

    private List<Parcel> conditions(Step step, List<String> parents) {
        String id = step.revision().id();
        boolean up = step.direction() == Step.Direction.UP;
        List<Parcel> conditions = new ArrayList<>();
        conditions.add(condition(
                "pg_try_advisory_xact_lock(" + workplace.lockKey() + ")",
                id,
                "this session lost the migration lock to another"));
        conditions.add(condition(
                "SELECT count(*) = " + (up ? 0 : 1) + appliedAmong(List.of(id)),
                id,
                "it was " + (up ? "applied" : "taken off") + " by another session"));
        if (up && !parents.isEmpty()) {
            conditions.add(condition(
                    "SELECT count(*) = " + parents.size() + appliedAmong(parents),
                    id,
                    "what it stands on was taken off by another session"));
        }
        return conditions;
    }

    private String appliedAmong(List<String> ids) {
        return " FROM " + workplace.tables().revisions() + " WHERE revision IN ("
                + ids.stream().distinct().map(Quoting::literal).collect(Collectors.joining(", "))
                + ") AND state IN ('APPLIED', 'REMOVING')";
    }

    private static Parcel condition(String condition, String revision, String otherwise) {
        return new Parcel.Condition(condition, new StateChangedException(revision, otherwise));
    }

    private static void commit(Connection connection, String transaction) throws SQLException, LostCommitException {
        try {
            connection.commit();
        } catch (SQLException failure) {
            if (Transience.of(failure) == Transience.SESSION_LOST) {
                throw new LostCommitException(transaction, failure);
            }
            throw failure;
        }
    }

    private static void rollback(Connection connection, Throwable failure) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException second) {
            failure.addSuppressed(second);
        }
    }
}
