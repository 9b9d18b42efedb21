package dev.migration.execution;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.springframework.dao.DataAccessException;

import dev.migration.plan.Step;
import dev.migration.revision.Revision;
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
final class StepTransaction {

    /** Work that may fail in any way. */
    interface Work {
        void run() throws Exception;
    }

    private final MigrationSession session;
    private final ExecutionSettings settings;
    private final StateTables tables;
    private final long lockKey;
    private String id = "";

    StepTransaction(MigrationSession session, ExecutionSettings settings, StateTables tables, long lockKey) {
        this.session = session;
        this.settings = settings;
        this.tables = tables;
        this.lockKey = lockKey;
    }

    /** Runs the work; whatever it throws is thrown on after the rollback. */
    void run(Work work) throws Exception {
        Connection connection = session.connection();
        connection.setAutoCommit(false);
        try {
            work.run();
            commit(connection);
            connection.setAutoCommit(true);
        } catch (Exception | Error failure) {
            rollback(connection, failure);
            throw failure;
        }
    }

    /**
     * Whether what the revision did is gone, for certain: it may have ended its transaction by itself and gone on in
     * another. A server that does not answer any more has rolled back what it was not asked to commit.
     */
    boolean isRolledBack() {
        try {
            return "aborted"
                    .equals(session.jdbc()
                            .queryForObject("SELECT coalesce(pg_xact_status(?::xid8), 'aborted')", String.class, id));
        } catch (DataAccessException gone) {
            return true;
        }
    }

    /** The first statements of a step: timeouts, lock, and the check that the plan still holds. */
    void begin(Step step, List<Revision> parents, ScriptOptions options) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            set(statement, "lock_timeout", options.lockTimeout().or(settings::lockTimeout));
            set(statement, "statement_timeout", options.statementTimeout().or(settings::statementTimeout));
        }
        requireLock(step);
        requirePlanned(step, parents);
        id = currentId();
    }

    /** A procedure or a driver call may have ended the transaction behind our back, and begun another. */
    void requireOpen() throws SQLException {
        TransactionState state =
                session.connection().unwrap(BaseConnection.class).getTransactionState();
        if (state == TransactionState.FAILED) {
            throw TransactionEndedException.swallowed();
        }
        if (state == TransactionState.IDLE || !id.equals(currentId())) {
            throw TransactionEndedException.ended();
        }
    }

    private String currentId() {
        return Objects.requireNonNull(session.jdbc().queryForObject("SELECT pg_current_xact_id()::text", String.class));
    }

    private static void set(Statement statement, String name, Optional<Duration> timeout) throws SQLException {
        if (timeout.isPresent()) {
            // 0 would mean no timeout at all.
            statement.execute(
                    "SET LOCAL " + name + " = " + Math.max(1, timeout.get().toMillis()));
        }
    }

    private void requireLock(Step step) {
        if (!Boolean.TRUE.equals(
                session.jdbc().queryForObject("SELECT pg_try_advisory_xact_lock(?)", Boolean.class, lockKey))) {
            throw new StateChangedException(step.revision().id(), "this session lost the migration lock to another");
        }
    }

    private void requirePlanned(Step step, List<Revision> parents) {
        String id = step.revision().id();
        Set<String> asked = names(step.revision());
        parents.forEach(parent -> asked.addAll(names(parent)));
        Set<String> applied = new HashSet<>(session.jdbc()
                .queryForList(
                        "SELECT revision FROM " + tables.revisions() + " WHERE revision = ANY (?)",
                        String.class,
                        (Object) asked.toArray(String[]::new)));
        boolean up = step.direction() == Step.Direction.UP;
        if (isApplied(step.revision(), applied) == up) {
            throw new StateChangedException(id, "it was " + (up ? "applied" : "taken off") + " by another session");
        }
        if (up && !parents.stream().allMatch(parent -> isApplied(parent, applied))) {
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

    private static Set<String> names(Revision revision) {
        Set<String> names = new HashSet<>(revision.replaces());
        names.add(revision.id());
        return names;
    }

    /** A revision that replaces others is applied when all of them are (ADR 3). */
    private static boolean isApplied(Revision revision, Set<String> applied) {
        boolean replaced = !revision.replaces().isEmpty() && applied.containsAll(revision.replaces());
        return replaced || applied.contains(revision.id());
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
