// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgConnection;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Java revisions that try to end their transaction, or use another connection. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MisbehavingJavaRevisionTests extends MigratorTestBase {

    private final List<MigrationEvent> events = new ArrayList<>();

    @BeforeEach
    void writeFirst() {
        revisions.table("a", "");
    }

    @ParameterizedTest
    @EnumSource
    void noCallEndsTheTransaction(WayOut way) {
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> upgrade(context -> {
                    context.jdbc().sql("CREATE TABLE b (id int)").update();
                    way.take(context.connection());
                }))
                .satisfies(failure -> assertThat(failure.problem())
                        .contains("A revision must not ")
                        .contains("It was rolled back"));
        assertThat(tables()).containsExactly("a");
        assertThat(applied()).containsExactly("a");
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE b FAILED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMIT",
                "/* so */ commit and chain",
                "SELECT 1; END",
                "ROLLBACK",
                "BEGIN",
                "PREPARE TRANSACTION 'x'",
                "ABORT"
            })
    void noStatementEndsTheTransaction(String statement) {
        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> upgrade(context -> {
                    context.jdbc().sql("CREATE TABLE b (id int)").update();
                    try (Statement plain = context.connection().createStatement()) {
                        plain.execute(statement);
                    }
                }))
                .withMessageContaining("A revision must not run '")
                .withMessageContaining("It was rolled back");
        assertThat(tables()).containsExactly("a");
    }

    @Test
    void theDriversClassIsRefusedAndItsInterfacesWork() {
        upgrade(context -> {
            Connection connection = context.connection();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> connection.unwrap(PgConnection.class))
                    .withMessageContaining("Unwrap it to an interface");
            context.jdbc().sql("CREATE TABLE b (note text)").update();
            new CopyManager(connection.unwrap(BaseConnection.class))
                    .copyIn("COPY b FROM STDIN", new java.io.StringReader("one\n"));
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY b FROM STDIN", new java.io.StringReader("two\n"));
        });

        assertThat(text("SELECT string_agg(note, ' ') FROM b")).isEqualTo("one two");
    }

    @Test
    void guardedConnectionSupportsAllOrdinaryCalls() {
        upgrade(context -> {
            Connection connection = context.connection();
            assertThat(List.of(connection)).contains(connection);
            connection.close();
            context.jdbc().sql("CREATE TABLE b (id int, note text)").update();
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO b VALUES (?, 'commit; end')")) {
                for (int id = 0; id < 3; id++) {
                    insert.setInt(1, id);
                    insert.addBatch();
                }
                insert.executeBatch();
                assertThat(insert.getConnection()).isSameAs(connection);
            }
            var savepoint = connection.setSavepoint();
            context.jdbc().sql("DELETE FROM b").update();
            connection.rollback(savepoint);
            try (var statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT count(*) FROM b")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isEqualTo(3);
            }
        });

        assertThat(text("SELECT count(*) FROM b")).isEqualTo("3");
    }

    @Test
    void workOnAnotherConnectionOnlyIsWarnedOf() {
        DataSource captured = database.dataSource();
        upgrade(context -> {
            try (Connection other = captured.getConnection();
                    Statement statement = other.createStatement()) {
                statement.execute("CREATE TABLE b (id int)");
            }
        });

        assertThat(warnings()).containsExactly("b");
        assertThat(applied()).containsExactly("a", "b");
    }

    @Test
    void workOnTheMigrationsConnectionIsNotWarnedOf() {
        upgrade(context -> context.jdbc().sql("CREATE TABLE b (id int)").update());

        assertThat(warnings()).isEmpty();
    }

    @Test
    void aRevisionThatWaitsForItselfFailsInsteadOfHanging() {
        DataSource captured = database.dataSource();
        Migrator migrator = with(
                context -> {
                    context.jdbc().sql("ALTER TABLE a ADD COLUMN note text").update();
                    try (Connection other = captured.getConnection();
                            Statement statement = other.createStatement()) {
                        statement.execute("SET application_name = 'beside'");
                        statement.execute("UPDATE a SET id = 1");
                    }
                },
                Duration.ZERO);

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator.upgrade("heads"))
                .satisfies(failure -> {
                    assertThat(failure.problem())
                            .contains("blocked itself")
                            .contains("application beside")
                            .contains("UPDATE a SET id = 1")
                            .contains("It was rolled back");
                    assertThat(failure.remedy()).contains("context.jdbc()");
                });
        assertThat(columns()).containsExactly("a.id");
    }

    @Test
    void aLostConnectionToAnotherDatabaseIsAFailureOfTheCode() {
        DataSource captured = database.dataSource();
        AtomicInteger calls = new AtomicInteger();
        Migrator migrator = with(
                context -> {
                    calls.incrementAndGet();
                    context.jdbc().sql("CREATE TABLE b (id int)").update();
                    try (Connection other = captured.getConnection();
                            Statement statement = other.createStatement()) {
                        statement.execute("SELECT pg_terminate_backend(pg_backend_pid())");
                    }
                },
                Duration.ofMinutes(1));

        assertThatExceptionOfType(RevisionFailedException.class)
                .isThrownBy(() -> migrator.upgrade("heads"))
                .satisfies(failure -> {
                    assertThat(failure.problem()).contains("another connection", "57P01", "It was rolled back");
                    assertThat(failure.remedy()).contains("The connection of the migration is intact");
                });
        assertThat(calls).hasValue(1);
        assertThat(tables()).containsExactly("a");
    }

    @Test
    void aConflictOfTheMigrationsConnectionIsRetriedAlsoBehindASavepoint() {
        AtomicInteger calls = new AtomicInteger();
        upgrade(context -> {
            Connection connection = context.connection();
            Savepoint before = connection.setSavepoint();
            try (Statement statement = connection.createStatement()) {
                statement.execute("DO $$ BEGIN IF " + calls.getAndIncrement()
                        + " = 0 THEN RAISE EXCEPTION USING ERRCODE = '40001'; END IF; END $$");
            } catch (SQLException failure) {
                connection.rollback(before);
                throw new IllegalStateException(failure);
            }
        });

        assertThat(calls).hasValue(2);
        assertThat(applied()).containsExactly("a", "b");
    }

    @Test
    void theMigrationsConnectionMayBeLostThroughTheDriversInterfaces() {
        AtomicInteger calls = new AtomicInteger();
        upgrade(context -> {
            context.jdbc().sql("CREATE TABLE b (id int)").update();
            CopyManager copies = context.connection().unwrap(PGConnection.class).getCopyAPI();
            if (calls.getAndIncrement() == 0) {
                copies.copyOut(
                        "COPY (SELECT pg_terminate_backend(pg_backend_pid())) TO STDOUT", new java.io.StringWriter());
            }
        });

        assertThat(calls).hasValue(2);
        assertThat(applied()).containsExactly("a", "b");
    }

    private List<String> warnings() {
        return events.stream()
                .filter(MigrationEvent.ConnectionNotUsed.class::isInstance)
                .map(event -> ((MigrationEvent.ConnectionNotUsed) event)
                        .step()
                        .revision()
                        .id())
                .toList();
    }

    private void upgrade(Work work) {
        with(work, Duration.ofMinutes(1)).upgrade("heads");
    }

    private Migrator with(Work work, Duration retryFor) {
        return builder()
                .settings(settings().toBuilder().retryFor(retryFor).build())
                .javaRevisions(List.of(new Revised(work)))
                .listener(events::add)
                .build();
    }

    private interface Work {
        void on(MigrationContext context) throws Exception;
    }

    /** Calls that return an unguarded connection, or end the transaction. */
    private enum WayOut {
        COMMIT(Connection::commit),
        ROLLBACK(Connection::rollback),
        AUTO_COMMIT(connection -> connection.setAutoCommit(true)),
        ABORT(connection -> connection.abort(Runnable::run)),
        STATEMENT(connection -> connection.createStatement().getConnection().commit()),
        PREPARED_STATEMENT(connection ->
                connection.prepareStatement("SELECT 1").getConnection().commit()),
        RESULT(connection -> connection
                .createStatement()
                .executeQuery("SELECT 1")
                .getStatement()
                .getConnection()
                .commit()),
        METADATA(connection -> connection.getMetaData().getConnection().commit()),
        METADATA_RESULT(connection -> connection
                .getMetaData()
                .getSchemas()
                .getStatement()
                .getConnection()
                .commit()),
        UNWRAPPED_CONNECTION(connection -> connection.unwrap(Connection.class).commit()),
        UNWRAPPED_DRIVER(connection -> connection.unwrap(BaseConnection.class).commit()),
        UNWRAPPED_DRIVER_SQL(
                connection -> connection.unwrap(BaseConnection.class).execSQLUpdate("COMMIT")),
        UNWRAPPED_STATEMENT(connection -> connection
                .createStatement()
                .unwrap(Statement.class)
                .getConnection()
                .commit()),
        BATCH(connection -> connection.createStatement().addBatch("COMMIT"));

        private final Way way;

        WayOut(Way way) {
            this.way = way;
        }

        void take(Connection connection) throws SQLException {
            way.take(connection);
        }

        private interface Way {
            void take(Connection connection) throws SQLException;
        }
    }

    @RevisionHeader(revision = "b", revises = "a")
    private static final class Revised implements JavaRevision {

        private final Work work;

        Revised(Work work) {
            this.work = work;
        }

        @Override
        public void upgrade(MigrationContext context) throws SQLException {
            Callable<Void> call = () -> {
                work.on(context);
                return null;
            };
            try {
                call.call();
            } catch (SQLException | RuntimeException failure) {
                throw failure;
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
