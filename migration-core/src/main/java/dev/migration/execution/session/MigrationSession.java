package dev.migration.execution.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.refusal.UnsupportedDatabaseException;
import dev.migration.execution.report.BatchFailure;
import dev.migration.execution.report.RetryClass;
import dev.migration.version.StateReader;
import dev.migration.version.StateStatement;
import dev.migration.version.StateTables;

/**
 * The one connection on which everything happens: reading the state, the lock, the revisions. In autocommit outside a
 * revision's transaction.
 */
public final class MigrationSession implements SessionStatements, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MigrationSession.class);

    private static final int OLDEST_SERVER = 14;

    private final DataSource source;
    private final StopSignal stop;
    private final Connection connection;
    private final JdbcTemplate jdbc;
    private final int pid;
    private final ConnectionState borrowed;
    private List<String> settings = List.of();
    private List<String> settingsOfTransaction = List.of(KeepAliveSettings.FOR_ONE_TRANSACTION);
    private @Nullable SessionSettings found;
    private String serverLife = "";
    private boolean used;
    private boolean pooled;

    private MigrationSession(DataSource source, Connection connection, StopSignal stop) throws SQLException {
        this.source = source;
        this.stop = stop;
        PGConnection driver = connection.unwrap(PGConnection.class);
        this.pid = driver.getBackendPID();
        this.borrowed = ConnectionState.take(connection);
        this.connection = connection;
        this.jdbc = new JdbcTemplate(new SessionDataSource(connection));
        stop.attach(driver);
    }

    /** A session for a look, which nobody stops. */
    public static MigrationSession open(DataSource dataSource) {
        return open(dataSource, new StopSignal());
    }

    /**
     * Opens a connection.
     *
     * @param stop cancels what runs on it
     * @throws DatabaseUnavailableException if none is to be had
     * @throws UnsupportedDatabaseException if it does not lead to PostgreSQL 14 or newer
     */
    public static MigrationSession open(DataSource dataSource, StopSignal stop) {
        try {
            Connection connection = dataSource.getConnection();
            try {
                requirePostgreSql(connection);
                return new MigrationSession(dataSource, connection, stop);
            } catch (SQLException | RuntimeException failure) {
                closeAfter(failure, connection);
                throw failure;
            }
        } catch (SQLException failure) {
            throw new DatabaseUnavailableException(failure);
        }
    }

    public StateReader state(StateTables tables) {
        return new StateReader(jdbc, tables);
    }

    /** Whether the run is to stop. */
    public StopSignal stop() {
        return stop;
    }

    public Connection connection() {
        return connection;
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    /**
     * Sends statements in one message.
     *
     * @return the first column of the last row that came back, if one did
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

    /** The first column of the last row that a query gives. */
    public Optional<String> ask(String query) {
        return send(List.of(query));
    }

    /** Whether the DataSource says that nothing is to be written; the driver makes some of our transactions read-only then. */
    boolean isLentForReading() {
        return borrowed.readOnly();
    }

    /** Where this session came from, for a second one. */
    public DataSource dataSource() {
        return source;
    }

    /** The server process behind it. */
    public int pid() {
        return pid;
    }

    /** Makes the session ready for work that holds locks. */
    public void prepare(ExecutionSettings work) {
        if (found == null) {
            found = SessionSettings.read(jdbc);
            serverLife = ask(TransactionOutcome.SERVER_LIFE).orElse("");
        }
        pooled = sharesSessions();
        if (pooled) {
            log.info("A pooler shares server sessions among its clients: each revision takes the lock for itself");
            settingsOfTransaction = Stream.concat(
                            settingsOfTransaction.stream(),
                            work.tenant().map(TenantSearchPath::forTransaction).stream())
                    .toList();
            return;
        }
        settings = Stream.concat(
                        KeepAliveSettings.as(work.sessionName()).stream(),
                        work.tenant().map(TenantSearchPath::forSession).stream())
                .toList();
        send(settings);
        try {
            send(List.of(KeepAliveSettings.WATCH_THE_CLIENT));
            settings = Stream.concat(settings.stream(), Stream.of(KeepAliveSettings.WATCH_THE_CLIENT))
                    .toList();
        } catch (DataAccessException unsupported) {
            if (RetryClass.of(unsupported) == RetryClass.SESSION_LOST) {
                throw unsupported;
            }
            // Not every platform can watch its clients; the work is as correct without.
            log.debug("The server does not watch its clients: {}", unsupported.getMessage());
        }
    }

    /** Which life of the server this session is in, known once it is prepared; a crash or a failover begins another. */
    public String serverLife() {
        return serverLife;
    }

    /** Undoes what a script did to the session, so that the next one starts like the first. */
    public void reset() {
        if (!pooled) {
            send(resetStatements());
        }
    }

    /** Known once the session is prepared. */
    @Override
    public boolean isPooled() {
        return pooled;
    }

    /** Whether the session holds a lock of its own with this key; a script may have given it up. */
    public boolean holds(String lockKey) {
        return ask("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
                        + " AND granted AND objsubid = 1 AND classid = ('" + lockKey
                        + "'::bigint >> 32 & 4294967295)::oid"
                        + " AND objid = ('" + lockKey + "'::bigint & 4294967295)::oid)::int")
                .filter("1"::equals)
                .isPresent();
    }

    /** What has to be undone before a transaction ends, because the next client gets the server session. */
    public List<String> farewell() {
        return pooled ? SessionReset.STATEMENTS : List.of();
    }

    /** The statements of {@link #reset()}. Behind a pooler there is nothing to reset, but something to set. */
    @Override
    public List<String> takeReset() {
        if (pooled) {
            return settingsOfTransaction;
        }
        List<String> statements = used ? resetStatements() : List.of();
        used = true;
        return statements;
    }

    @Override
    public List<String> resetStatementsInTransaction() {
        return pooled
                ? Stream.concat(SessionReset.STATEMENTS.stream(), settingsOfTransaction.stream())
                        .toList()
                : resetStatements();
    }

    @Override
    public List<String> roleStatements() {
        return requireFound().restoreRole();
    }

    @Override
    public List<String> roleStatementsForTransaction() {
        return List.of(requireFound().roleForTransaction());
    }

    private SessionSettings requireFound() {
        return Objects.requireNonNull(found, "The session is not prepared");
    }

    /** Writes all the rows or none, as the user that the session began with. */
    public void write(List<StateStatement> statements) {
        new StateRowWriter(this, requireFound().roleForTransaction()).write(statements);
    }

    /** Writes all the rows or none, alone: fails when another session holds the lock. */
    void writeLocked(List<StateStatement> statements, String lockKey) {
        new StateRowWriter(this, requireFound().roleForTransaction()).writeLocked(statements, lockKey);
    }

    private boolean sharesSessions() {
        try {
            return new PoolerDetection(source, connection).sharesSessions(pid);
        } catch (SQLException failure) {
            throw new UncategorizedSQLException("pooler", null, failure);
        }
    }

    private List<String> resetStatements() {
        return SessionReset.to(requireFound(), settings);
    }

    /** Leaves nothing behind, should the DataSource keep the connection in a pool. */
    @Override
    public void close() {
        stop.detach();
        try (connection) {
            if (found != null && !pooled && !connection.isClosed()) {
                clean(found);
            }
            borrowed.giveBack(connection);
        } catch (SQLException | DataAccessException failure) {
            // The work is done or has failed by itself; a connection that is gone has nothing left to clean.
            log.warn("The migration's connection could not be cleaned: {}", failure.toString());
        }
    }

    private void clean(SessionSettings before) {
        // Apart: a setting that cannot be put back must not keep the rest from being undone.
        send(SessionReset.farewell());
        send(before.restore());
    }

    private static void requirePostgreSql(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        if (!product.equals("PostgreSQL")) {
            throw UnsupportedDatabaseException.otherProduct(product);
        }
        if (connection.getMetaData().getDatabaseMajorVersion() < OLDEST_SERVER) {
            throw UnsupportedDatabaseException.tooOld(connection.getMetaData().getDatabaseProductVersion());
        }
    }

    private static void closeAfter(Exception failure, Connection connection) {
        try {
            connection.close();
        } catch (SQLException second) {
            failure.addSuppressed(second);
        }
    }
}
