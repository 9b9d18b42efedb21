// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import dev.migration.error.Suppressed;
import dev.migration.execution.failure.TransactionEndedException;
import dev.migration.execution.report.LostCommitException;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.statement.RunContext;
import dev.migration.execution.statement.TransactionStatements;

/**
 * The transaction of one step: its first statements, the work and the rows that record it are committed together, or rolled back.
 *
 * <p>A small step is sent in one message, except its COMMIT: a server that has received the COMMIT would execute it although the
 * client has ended (PostgreSQL manual, 54.2.2.1).
 */
final class StepTransaction implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StepTransaction.class);

    /** Work that may fail in any way. */
    interface Work {
        void run() throws Exception;
    }

    private final MigrationSession session;
    private final TransactionStatements statements;
    private final DeadlockWatch deadlocks;
    private String number = "";

    StepTransaction(MigrationSession session, ExecutionSettings settings, RunContext context) {
        this.session = session;
        this.deadlocks = new DeadlockWatch(session, settings.variables().redaction());
        this.statements =
                new TransactionStatements(session.statements(), settings, context, assigned -> number = assigned);
    }

    /** Runs the work and commits; throws each exception of the work after a rollback. */
    void run(Work work) throws Exception {
        deadlocks.run(() -> runAndCommit(work));
    }

    /** Runs work that needs no transaction. It gives way to the application in the same way if it can be repeated. */
    void runOutside(boolean repeatable, Work work) throws Exception {
        if (repeatable) {
            deadlocks.run(work);
        } else {
            work.run();
        }
    }

    @Override
    public void close() {
        deadlocks.close();
    }

    private void runAndCommit(Work work) throws Exception {
        Connection connection = session.connection();
        number = "";
        connection.setAutoCommit(false);
        try {
            work.run();
            commit(connection);
        } catch (Exception | Error failure) {
            session.stop().acknowledge();
            rollback(connection, failure);
            throw failure;
        }
        enableAutoCommit(connection);
    }

    /** The transaction is committed; if the connection is lost now, the next statement reports it. */
    private static void enableAutoCommit(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException gone) {
            log.debug("The connection was lost after a commit", gone);
        }
    }

    /** The id of the last transaction; empty if it did not begin. */
    Optional<String> number() {
        return Optional.of(number).filter(known -> !known.isEmpty());
    }

    /** Forgets the id: a failure before the next transaction has an id must not be judged by the outcome of the last one. */
    void forget() {
        number = "";
    }

    /**
     * Whether the transaction is certainly rolled back: a revision may have ended its transaction itself and continued in another
     * one. If the server does not answer, the transaction is rolled back, because no COMMIT was sent.
     */
    boolean isRolledBack() {
        try {
            return number.isEmpty()
                    || "aborted"
                            .equals(session.jdbc()
                                    .queryForObject(
                                            "SELECT coalesce(pg_catalog.pg_xact_status(?::pg_catalog.xid8), 'aborted')",
                                            String.class,
                                            number));
        } catch (DataAccessException gone) {
            return true;
        }
    }

    /** The first and last statements of the transaction. */
    TransactionStatements statements() {
        return statements;
    }

    /**
     * Checks that no call of the driver has ended the transaction; {@link TransactionStatements#closing()} detects one that was
     * replaced by another.
     */
    void requireOpen() throws SQLException {
        TransactionState state = state();
        if (state == TransactionState.FAILED) {
            throw TransactionEndedException.caught();
        }
        if (state == TransactionState.IDLE) {
            throw TransactionEndedException.ended();
        }
    }

    /** Whether a statement has failed in it, so that it can only be rolled back. */
    boolean isFailed() throws SQLException {
        return state() == TransactionState.FAILED;
    }

    private TransactionState state() throws SQLException {
        return session.connection().unwrap(BaseConnection.class).getTransactionState();
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
            Suppressed.add(failure, second);
        }
    }
}
