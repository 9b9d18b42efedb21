// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import javax.sql.DataSource;

import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.migration.execution.connection.Backend;
import dev.migration.execution.connection.ConnectionOpening;
import dev.migration.execution.connection.ConnectionWatch;
import dev.migration.execution.connection.SecondConnection;
import dev.migration.execution.failure.DatabaseFailureException;
import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.report.BatchFailure;
import dev.migration.version.StateTables;
import dev.migration.version.table.StateReader;
import dev.migration.version.table.StateStatement;
import dev.migration.version.table.StateTableCheck;

/**
 * The connection of one run: it reads the state, holds the migration lock and runs the revisions. It is in autocommit mode
 * outside the transactions of revisions.
 */
public final class MigrationSession implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MigrationSession.class);

    private final DataSource source;
    private final StopSignal stop;
    private final Connection connection;
    private final JdbcTemplate jdbc;
    private final int pid;
    private final ConnectionState original;
    private final SessionBaseline baseline;
    private final ConnectionWatch watch;

    private MigrationSession(DataSource source, Connection connection, StopSignal stop) throws SQLException {
        this.source = source;
        this.stop = stop;
        PGConnection driver = connection.unwrap(PGConnection.class);
        this.pid = driver.getBackendPID();
        this.original = ConnectionState.take(connection);
        this.connection = connection;
        this.jdbc = new JdbcTemplate(new SessionDataSource(connection));
        this.baseline = new SessionBaseline(this);
        stop.attach(new SessionEnd(this, driver));
        this.watch = ConnectionWatch.start(
                source,
                new Backend(
                        connection, this::pid, this::isPooled, baseline::serverLife, TransactionOutcome.SERVER_LIFE));
    }

    /** Opens a session that only reads; nothing can stop it. */
    public static MigrationSession open(DataSource dataSource) {
        return open(dataSource, new StopSignal());
    }

    /**
     * Opens a connection.
     *
     * @param stop cancels the statements of the session
     * @throws DatabaseUnavailableException if there is no connection
     * @throws UnsupportedDatabaseException if the server is not PostgreSQL 14 or newer
     */
    public static MigrationSession open(DataSource dataSource, StopSignal stop) {
        try {
            Connection connection = ConnectionOpening.of(dataSource);
            try {
                ConnectionState.requirePostgreSql(connection);
                return new MigrationSession(dataSource, connection, stop);
            } catch (SQLException | RuntimeException failure) {
                ConnectionState.closeAfter(failure, connection);
                throw failure;
            }
        } catch (SQLException failure) {
            throw new DatabaseUnavailableException(failure);
        }
    }

    /**
     * Calls a function on a session that only reads, and closes the session.
     *
     * @throws DatabaseFailureException if a statement fails
     */
    public static <T> T read(DataSource dataSource, Function<MigrationSession, T> query) {
        try (MigrationSession session = open(dataSource)) {
            return query.apply(session);
        } catch (DataAccessException failure) {
            throw new DatabaseFailureException(failure);
        }
    }

    public StateReader state(StateTables tables) {
        return new StateReader(jdbc, tables);
    }

    /** The same for a command that writes; an owner that the role does not trust is refused, too. */
    public StateReader stateToChange(StateTables tables) {
        return StateReader.toChange(jdbc, tables);
    }

    /** The stop signal of the run. */
    public StopSignal stop() {
        return stop;
    }

    public Connection connection() {
        return connection;
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    /** The data source of this session, for a second connection. */
    public DataSource dataSource() {
        return source;
    }

    /** Opens another connection than that of this session. */
    public SecondConnection openSecond() throws SQLException {
        return SecondConnection.open(source, connection);
    }

    /**
     * The process id of the server process. A pooler reports another one to its clients, so it is exact after {@link #prepare}.
     */
    public int pid() {
        return baseline.process().orElse(pid);
    }

    /**
     * Sends statements in one message.
     *
     * @return the first column of the last row, or empty if no statement returned a row
     */
    Optional<String> send(List<String> statements) {
        try {
            return SimpleProtocol.send(connection, statements, notice -> {});
        } catch (BatchFailure failure) {
            throw new UncategorizedSQLException("statement", statements.get(failure.index()), failure.error());
        } catch (SQLException failure) {
            throw new UncategorizedSQLException("message", null, failure);
        }
    }

    /** The first column of the last row of a query. */
    public Optional<String> query(String query) {
        return send(List.of(query));
    }

    /** Whether the DataSource returned a read-only connection; the driver then begins read-only transactions. */
    public boolean isReadOnly() {
        return original.readOnly();
    }

    /** Prepares the session to run revisions. */
    public void prepare(ExecutionSettings settings) {
        baseline.prepare(settings);
    }

    /** The statements that reset the session between revisions. */
    public SessionStatements statements() {
        return baseline;
    }

    /** Whether a pooler assigns a different server session to each transaction; known after {@link #prepare}. */
    public boolean isPooled() {
        return baseline.isPooled();
    }

    /** Identifies the uptime of the server, see {@link TransactionOutcome#SERVER_LIFE}; known after {@link #prepare}. */
    public String serverLife() {
        return baseline.serverLife();
    }

    /** Undoes the changes that a Java revision made to the connection in the driver. */
    public void resetDriver() throws SQLException {
        if (!connection.isClosed()) {
            original.prepare(connection);
        }
    }

    /** Keeps a session-level advisory lock when the session is reset. */
    public void keep(long lockKey) {
        baseline.keep(lockKey);
    }

    /** Undoes the changes that a script made to the session. */
    public void reset() {
        baseline.reset();
    }

    /**
     * The statements that must run before a transaction ends, because a pooler then gives the server session to another client.
     */
    public List<String> transactionEndStatements() {
        return isPooled() ? SessionReset.STATEMENTS_OF_POOLED_SESSION : List.of();
    }

    /** Whether the session holds a session-level advisory lock with this key; a script may have released it. */
    public boolean holds(String lockKey) {
        return query(
                        "SELECT EXISTS (SELECT FROM pg_catalog.pg_locks WHERE locktype OPERATOR(pg_catalog.=) 'advisory' AND pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid()"
                                + " AND granted AND objsubid OPERATOR(pg_catalog.=) 1 AND classid OPERATOR(pg_catalog.=) ('"
                                + lockKey
                                + "'::bigint OPERATOR(pg_catalog.>>) 32 OPERATOR(pg_catalog.&) 4294967295)::pg_catalog.oid"
                                + " AND objid OPERATOR(pg_catalog.=) ('" + lockKey
                                + "'::bigint OPERATOR(pg_catalog.&) 4294967295)::pg_catalog.oid)::int")
                .filter("1"::equals)
                .isPresent();
    }

    /**
     * Writes all rows or none, with the role that the session had when it was opened.
     *
     * @throws dev.migration.version.UnsafeStateTablesException if the tables do not take the rows as they are
     */
    public void write(StateTables tables, List<StateStatement> statements) {
        try {
            rowWriter().write(StateTableCheck.of(tables), statements);
        } finally {
            statements.forEach(StateStatement::release);
        }
    }

    /**
     * Writes all rows or none, in a transaction that holds the lock: a script may have released the lock of the session.
     *
     * @throws dev.migration.execution.report.StateChangedException for this revision, if another session holds the lock
     */
    public void writeLocked(List<StateStatement> statements, String lockKey, String revision) {
        rowWriter().writeLocked(statements, lockKey, revision);
    }

    /** Rolls back the transaction of a pooled session, so that the session can answer queries about the failure. */
    void rollbackAfter(Throwable failure) {
        new SessionTransaction(this).rollback(failure);
    }

    /** Writes a row that is too large for a message in the open transaction, which has checked the tables. */
    public void writeInTransaction(StateStatement statement) {
        rowWriter().writeInTransaction(statement);
    }

    /**
     * As {@link #write}, for a row that may be missing: waits only for a short time for a lock, and the commit does not wait for the disk.
     */
    public void writeOptional(StateTables tables, StateStatement statement) {
        rowWriter().writeOptional(StateTableCheck.of(tables), statement);
    }

    private StateRowWriter rowWriter() {
        return new StateRowWriter(this, baseline.roleForTransaction());
    }

    /** Restores the connection, because the DataSource may return it to a pool. */
    @Override
    public void close() {
        stop.detach();
        try (watch;
                connection) {
            restore();
        } catch (SQLException failure) {
            log.debug("The connection of the migration could not be closed", failure);
        }
    }

    /** A connection that cannot be restored is broken, so that no pool returns it to the application. */
    private void restore() {
        try {
            if (!connection.isClosed()) {
                baseline.restore();
                original.restore(connection);
            }
        } catch (SQLException | DataAccessException failure) {
            log.warn("The connection of the migration could not be reset and is closed: {}", failure.toString());
            ConnectionState.breakOff(connection);
        }
    }
}
