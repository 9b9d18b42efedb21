package dev.migration.execution.step;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

import dev.migration.execution.failure.LostCommitException;
import dev.migration.execution.failure.ServerErrors;
import dev.migration.execution.failure.StateChangedException;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.plan.Step;
import dev.migration.script.ScriptOptions;
import dev.migration.version.StateTables;

/**
 * The transaction of one step.
 *
 * <ol>
 *   <li>Sets the timeouts for this transaction only.
 *   <li>Takes the migration lock for this transaction too, so that the step is alone even if the session lost its lock.
 *   <li>Looks whether the applied revisions are still what the plan was made for.
 *   <li>Runs the work, which ends with the rows that record it.
 *   <li>Commits all of it at once, or rolls all of it back.
 * </ol>
 */
public final class StepTransaction {

    /** Work that may fail in any way. */
    interface Work {
        void run() throws Exception;
    }

    private final MigrationSession session;
    private final ExecutionSettings settings;
    private final StateTables tables;
    private final long lockKey;

    public StepTransaction(MigrationSession session, ExecutionSettings settings, StateTables tables, long lockKey) {
        this.session = session;
        this.settings = settings;
        this.tables = tables;
        this.lockKey = lockKey;
    }

    /** Runs the work; whatever it throws is thrown on after the rollback. */
    public void run(Work work) throws Exception {
        Connection connection = session.connection();
        connection.setAutoCommit(false);
        try {
            work.run();
            commit(connection);
        } catch (Exception | Error failure) {
            rollback(connection, failure);
            throw failure;
        }
        connection.setAutoCommit(true);
    }

    /** The first statements of a step: timeouts, lock, and the check that the plan still holds. */
    public void begin(Step step, List<String> parents, ScriptOptions options) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            set(statement, "lock_timeout", options.lockTimeout().or(settings::lockTimeout));
            set(statement, "statement_timeout", options.statementTimeout().or(settings::statementTimeout));
        }
        requireLock(step);
        requirePlanned(step, parents);
    }

    /** A procedure or a driver call may have ended the transaction behind our back. */
    public void requireOpen() throws SQLException {
        TransactionState state =
                session.connection().unwrap(BaseConnection.class).getTransactionState();
        if (state == TransactionState.IDLE) {
            throw new SQLException("The revision ended its transaction; what it did before may be committed.");
        }
    }

    private static void set(Statement statement, String name, Optional<Duration> timeout) throws SQLException {
        if (timeout.isPresent()) {
            statement.execute("SET LOCAL " + name + " = " + timeout.get().toMillis());
        }
    }

    private void requireLock(Step step) {
        if (!Boolean.TRUE.equals(
                session.jdbc().queryForObject("SELECT pg_try_advisory_xact_lock(?)", Boolean.class, lockKey))) {
            throw new StateChangedException(step.revision().id(), "this session lost the migration lock to another");
        }
    }

    private void requirePlanned(Step step, List<String> parents) {
        String id = step.revision().id();
        Set<String> asked = new HashSet<>(parents);
        asked.add(id);
        Set<String> applied = new HashSet<>(session.jdbc()
                .queryForList(
                        "SELECT revision FROM " + tables.revisions() + " WHERE revision = ANY (?)",
                        String.class,
                        (Object) asked.toArray(String[]::new)));
        boolean up = step.direction() == Step.Direction.UP;
        if (applied.contains(id) == up) {
            throw new StateChangedException(id, "it was " + (up ? "applied" : "taken off") + " by another session");
        }
        if (up && !applied.containsAll(parents)) {
            throw new StateChangedException(id, "what it stands on was taken off by another session");
        }
    }

    private static void commit(Connection connection) throws SQLException, LostCommitException {
        try {
            connection.commit();
        } catch (SQLException failure) {
            if (ServerErrors.isConnectionLoss(failure)) {
                throw new LostCommitException(failure);
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
