package dev.migration.execution.step;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import dev.migration.execution.failure.TransactionEndedException;
import dev.migration.execution.report.LostCommitException;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.statement.RunContext;
import dev.migration.execution.statement.TransactionStatements;

/**
 * The transaction of one step: what it begins with, the work and the rows that record it are committed at once, or rolled back.
 *
 * <p>All but the commit travels in one message when it is small. The commit never does: a server that has received it would
 * commit although the client died (PostgreSQL manual, 54.2.2.1).
 */
final class StepTransaction {

    private static final Logger log = LoggerFactory.getLogger(StepTransaction.class);

    /** Work that may fail in any way. */
    interface Work {
        void run() throws Exception;
    }

    private final MigrationSession session;
    private final TransactionStatements parcels;
    private String number = "";

    StepTransaction(MigrationSession session, ExecutionSettings settings, RunContext workplace) {
        this.session = session;
        this.parcels = new TransactionStatements(session, settings, workplace, assigned -> number = assigned);
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

    /** What it begins and ends with. */
    TransactionStatements parcels() {
        return parcels;
    }

    /** A driver call may have ended the transaction behind our back; {@link TransactionStatements#closing()} finds out if it began another. */
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

    private void commit(Connection connection) throws SQLException, LostCommitException {
        try {
            connection.commit();
        } catch (SQLException failure) {
            if (RetryClass.of(failure) == RetryClass.SESSION_LOST) {
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
