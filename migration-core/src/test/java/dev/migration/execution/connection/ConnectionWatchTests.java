// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.connection;

import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import dev.migration.SilentProxy;
import dev.migration.execution.report.RetryClass;
import dev.migration.test.postgres.InstalledProgram;
import dev.migration.test.postgres.PgBouncer;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The limits of {@code CutNetworkTests} in a short form. */
@PostgresTest
@SuppressWarnings("try")
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ConnectionWatchTests {

    private static final ConnectionWatch.Timing SHORT = new ConnectionWatch.Timing(
            Duration.ZERO, Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofMillis(1500));

    /** One line of a server process, or none. */
    private static final String SLEEPING =
            " FROM pg_stat_activity WHERE datname = current_database() AND query ~ '600' AND wait_event = 'PgSleep'";

    private static final String LIFE = "SELECT 'same'";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private PostgresDatabase database;
    private SilentProxy proxy;
    private Connection connection;

    @BeforeEach
    void connect(PostgresDatabase postgres) throws Exception {
        postgres.reset();
        database = postgres;
        proxy = new SilentProxy(database);
        connection = ConnectionOpening.of(proxy.dataSource());
    }

    @AfterEach
    void end() throws IOException, SQLException {
        connection.abort(Runnable::run);
        proxy.close();
        threads.shutdownNow();
        jdbc().sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND query ~ 'pg_sleep' AND pid <> pg_backend_pid()")
                .query(Boolean.class)
                .list();
    }

    @Test
    void cutNetworkEndsTheWait() throws Exception {
        try (ConnectionWatch watch = watch(proxy.dataSource())) {
            Future<String> statement = run("SELECT pg_sleep(600)");
            awaitLook();

            proxy.cut();

            assertLost(statement);
        }
    }

    @Test
    void serverProcessThatIsGoneWhenTheNetworkIsBackEndsTheWait() throws Exception {
        try (ConnectionWatch watch = watch(proxy.dataSource())) {
            Future<String> statement = run("SELECT pg_sleep(600)");
            awaitLook();

            proxy.cut();
            terminateSleep();
            proxy.heal();

            assertLost(statement);
        }
    }

    @Test
    void serverProcessThatIsGoneBeforeTheFirstLookEndsTheWait() throws Exception {
        Future<String> statement = run("SELECT pg_sleep(600)");
        database.await("SELECT count(*) = 1" + SLEEPING);
        proxy.cut();
        terminateSleep();
        proxy.heal();

        try (ConnectionWatch watch = watch(proxy.dataSource())) {
            assertLost(statement);
        }
    }

    @Test
    void lostAnswerEndsTheWait() throws Exception {
        JdbcClient other = jdbc();
        other.sql("CREATE TABLE gate (n int)").update();
        try (ConnectionWatch watch = watch(proxy.dataSource());
                Connection blocker = database.dataSource().getConnection()) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("LOCK TABLE gate");
            Future<String> statement = run("INSERT INTO gate VALUES (1) RETURNING 'pg_sleep'");
            awaitLook();

            proxy.cut();
            blocker.rollback();
            database.await("SELECT count(*) = 1 FROM gate");
            // Until a look has had no answer.
            database.await("SELECT clock_timestamp() - state_change > '1.2s' FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND query ~ 'INSERT' AND pid <> pg_backend_pid()");
            proxy.heal();

            assertLost(statement);
        }
    }

    /** The process counts as active while it waits for data that the network has dropped. */
    @Test
    void lostDataOfACopyEndTheWait() throws Exception {
        jdbc().sql("CREATE TABLE gate (n int)").update();
        try (ConnectionWatch watch = watch(proxy.dataSource())) {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY gate FROM STDIN");
            copy.writeToCopy(new byte[] {'1', '\n'}, 0, 2);
            copy.flushCopy();
            awaitLook();

            proxy.cut();
            Future<String> end = threads.submit(() -> Long.toString(copy.endCopy()));
            // Until a look has had no answer.
            database.await("SELECT clock_timestamp() - query_start > '4s' FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND query ~ '^COPY'");
            proxy.heal();

            assertLost(end);
        }
    }

    @Test
    void aCopyThatWaitsForItsClientIsNotDisturbed() throws Exception {
        jdbc().sql("CREATE TABLE gate (n int)").update();
        try (ConnectionWatch watch = watch(proxy.dataSource())) {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY gate FROM STDIN");
            awaitLook();
            database.await("SELECT clock_timestamp() - query_start > '4s' FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND query ~ '^COPY'");

            assertThat(copy.endCopy()).isZero();
        }
    }

    @Test
    void longStatementIsNotDisturbed() throws Exception {
        try (ConnectionWatch watch = watch(proxy.dataSource())) {
            assertThat(run("SELECT 'done' FROM pg_sleep(4)").get()).isEqualTo("done");
        }
    }

    @Test
    void clientThatIsIdleIsNotDisturbed() throws Exception {
        run("SELECT 'begin'").get();
        try (ConnectionWatch watch = watch(proxy.dataSource())) {
            awaitLook();
            database.await("SELECT clock_timestamp() - state_change > '4s' FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND query ~ 'begin' AND pid <> pg_backend_pid()");

            assertThat(run("SELECT 'done'").get()).isEqualTo("done");
        }
    }

    @Test
    void onlyConnectionOfADataSourceIsNotDisturbed() throws Exception {
        try (ConnectionWatch watch = watch(new SingleConnectionDataSource(connection, true))) {
            assertThat(run("SELECT 'done' FROM pg_sleep(4)").get()).isEqualTo("done");
        }
    }

    @Test
    void serverThatRefusesSecondConnectionsDoesNotEndTheWait() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        DataSource onlyOnce = new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                if (opened.getAndIncrement() > 0) {
                    throw new SQLException("The pool is exhausted");
                }
                Connection second = database.dataSource().getConnection();
                terminateLater(second);
                return second;
            }

            @Override
            public Connection getConnection(String username, String password) throws SQLException {
                return getConnection();
            }
        };
        try (ConnectionWatch watch = watch(onlyOnce)) {
            assertThat(run("SELECT 'done' FROM pg_sleep(4)").get()).isEqualTo("done");
        }
        assertThat(opened.get()).isGreaterThan(2);
    }

    /** PgBouncer accepts the login itself; the query waits until a session of the server is free. */
    @Test
    void poolerWithoutAFreeSessionDoesNotEndTheWait() throws Exception {
        InstalledProgram.require(PgBouncer.program().isPresent(), "PgBouncer (Debian package pgbouncer)");
        try (PgBouncer pooler = PgBouncer.start(database, "session", 1);
                Connection busy = pooler.dataSource().getConnection()) {
            int pid = JdbcClient.create(new SingleConnectionDataSource(busy, true))
                    .sql("SELECT pg_backend_pid()")
                    .query(Integer.class)
                    .single();
            try (ConnectionWatch watch = ConnectionWatch.start(
                    pooler.dataSource(), new Backend(busy, () -> pid, () -> false, () -> "same", LIFE), SHORT)) {
                busy.createStatement().execute("SELECT pg_sleep(5)");
            }
            assertThat(busy.isValid(5)).isTrue();
        }
    }

    @Test
    void loginIsLimited() {
        proxy.cut();

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> ConnectionOpening.of(proxy.dataSource(), Duration.ofSeconds(1)))
                .satisfies(failure -> assertThat(RetryClass.of(failure)).isEqualTo(RetryClass.SESSION_LOST));
    }

    @Test
    void socketsHaveAShortKeepAlive() throws Exception {
        try (Socket socket = new KeepAliveSocketFactory().createSocket()) {
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(10);
        }
        assertThat(proxy.dataSource().getTcpKeepAlive()).isFalse();
    }

    private ConnectionWatch watch(DataSource source) throws SQLException {
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        return ConnectionWatch.start(
                source, new Backend(connection, () -> pid, () -> false, () -> "same", LIFE), SHORT);
    }

    private Future<String> run(String query) {
        return threads.submit(() -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getString(1);
            }
        });
    }

    /** The watch has had its first answer. */
    private void awaitLook() {
        database.await("SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database()"
                + " AND query ~ 'backend_start' AND state = 'idle' AND pid <> pg_backend_pid()");
    }

    private void terminateSleep() {
        database.await("SELECT count(*) = 1" + SLEEPING);
        jdbc().sql("SELECT pg_terminate_backend(pid)" + SLEEPING)
                .query(Boolean.class)
                .list();
        database.await("SELECT count(*) = 0" + SLEEPING);
    }

    /** Ends the session on the server after its first answer. */
    private void terminateLater(Connection second) throws SQLException {
        int pid = second.unwrap(PGConnection.class).getBackendPID();
        threads.submit(() -> {
            awaitLook();
            return jdbc().sql("SELECT pg_terminate_backend(" + pid + ")")
                    .query(Boolean.class)
                    .single();
        });
    }

    private JdbcClient jdbc() {
        return JdbcClient.create(database.dataSource());
    }

    private static void assertLost(Future<String> statement) {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> statement.get(15, TimeUnit.SECONDS))
                .satisfies(failure -> assertThat(RetryClass.of(failure)).isEqualTo(RetryClass.SESSION_LOST));
    }
}
