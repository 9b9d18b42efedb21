// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.error.MigrationException;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.result.MigrationResult;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/** An empty database and an empty folder of revisions for each test. */
@PostgresTest
abstract class MigratorTestBase {

    /** Keeps a query of {@code pg_locks} to this database: other test classes have theirs on the same server. */
    static final String HERE = " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    /** Sleeps as long as the table {@code slow} exists. */
    static final String SLOW = "SELECT pg_sleep(CASE WHEN to_regclass('public.slow') IS NULL THEN 0 ELSE 600 END);";

    @TempDir
    Path directory;

    PostgresDatabase database;
    RevisionFolder revisions;

    /** For what a test does at the same time; they are interrupted at its end. */
    ExecutorService threads;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) {
        postgres.reset();
        database = postgres;
        revisions = new RevisionFolder(directory);
        threads = Executors.newCachedThreadPool();
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    Migrator migrator() {
        return builder().build();
    }

    MigratorBuilder builder() {
        return Migrator.builder().dataSource(database.dataSource()).settings(settings());
    }

    MigrationSettings settings() {
        return MigrationSettings.defaults().toBuilder()
                .locations(revisions.location())
                .build();
    }

    JdbcClient jdbc() {
        return JdbcClient.create(database.dataSource());
    }

    void sql(String statement) {
        jdbc().sql(statement).update();
    }

    String text(String query) {
        return jdbc().sql(query).query(String.class).single();
    }

    /** The tables that revisions created. */
    List<String> tables() {
        return jdbc().sql("""
                        SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                          AND relname NOT LIKE 'migration%' ORDER BY 1""").query(String.class).list();
    }

    List<String> applied() {
        return jdbc().sql("SELECT revision FROM migration_revision ORDER BY ordinal")
                .query(String.class)
                .list();
    }

    /** The history as {@code OPERATION revision OUTCOME}. */
    List<String> history() {
        return jdbc().sql("SELECT concat_ws(' ', operation, revision, outcome) FROM migration_history ORDER BY id")
                .query(String.class)
                .list();
    }

    /** The columns of the tables that revisions created. */
    List<String> columns() {
        return jdbc().sql("""
                        SELECT concat_ws('.', table_name, column_name) FROM information_schema.columns
                        WHERE table_schema = 'public' AND table_name NOT LIKE 'migration%' ORDER BY 1""").query(String.class).list();
    }

    /** A connection with an open transaction, which executed the statement and keeps its locks. */
    Connection transaction(String statement) throws SQLException {
        Connection connection = database.dataSource().getConnection();
        connection.setAutoCommit(false);
        try (Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
        return connection;
    }

    static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Upgrades to the heads, which has to fail in this way. */
    static <E extends MigrationException> E failedUpgrade(Migrator migrator, Class<E> failure) {
        E thrown = catchThrowableOfType(failure, () -> migrator.upgrade("heads"));
        assertThat(thrown).as("the failure of the upgrade").isNotNull();
        return thrown;
    }

    /** A listener that runs the action at each event of the type. */
    static <E extends MigrationEvent> MigrationListener at(Class<E> type, Consumer<? super E> action) {
        return event -> {
            if (type.isInstance(event)) {
                action.accept(type.cast(event));
            }
        };
    }

    static PGSimpleDataSource source(String url, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    /** Lets the server end each transaction of this database after a second. */
    void limitTransactions() {
        assumeThat(text("SELECT current_setting('server_version_num')::int >= 170000"))
                .as("transaction_timeout came with PostgreSQL 17")
                .isEqualTo("t");
        sql("ALTER DATABASE " + database.name() + " SET transaction_timeout = '1s'");
    }

    /** Runs a command whose first commit is done, but whose client loses the connection before the result. */
    void losingTheResultOfACommit(MigrationListener listener, Consumer<Migrator> command) throws Exception {
        try (ServerProxy proxy = new ServerProxy(database)) {
            proxy.loseAnswerToNextCommit();

            command.accept(
                    builder().dataSource(proxy.dataSource()).listener(listener).build());
        }
    }

    /** Runs a command in several instances at once, each of which must succeed. */
    void atOnce(int number, Callable<MigrationResult> instance) throws Exception {
        for (Future<MigrationResult> done :
                threads.invokeAll(Stream.generate(() -> instance).limit(number).toList())) {
            assertThat(done.get()).isNotNull();
        }
    }

    /** A revision that creates a counter, and this many revisions that each add one to it. */
    void counting(int count) {
        revisions.irreversible("a", "", "CREATE TABLE counter (n int); INSERT INTO counter VALUES (0);");
        String previous = "a";
        for (int number = 1; number <= count; number++) {
            revisions.irreversible("r" + number, previous, "UPDATE counter SET n = n + 1;");
            previous = "r" + number;
        }
    }

    /** Another database of the same server. */
    PGSimpleDataSource named(String name) {
        PGSimpleDataSource source = (PGSimpleDataSource) database.dataSource();
        source.setDatabaseName(name);
        return source;
    }
}
