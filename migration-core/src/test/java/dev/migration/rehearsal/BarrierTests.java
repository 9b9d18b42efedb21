// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.execution.report.BatchFailure;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.SimpleProtocol;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

/** Each way to commit that PostgreSQL has, tried with a harmless table. */
@PostgresTest
class BarrierTests {

    private PostgresDatabase database;

    @BeforeEach
    void createTable(PostgresDatabase postgres) {
        postgres.reset();
        database = postgres;
        jdbc().sql("CREATE TABLE t (n int)").update();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMIT",
                "/* hidden */ END",
                "COMMIT AND CHAIN",
                "COMMIT WORK",
                "SET session_replication_role = replica; COMMIT",
                "SET LOCAL session_replication_role = replica; END",
                "SET CONSTRAINTS ALL IMMEDIATE; COMMIT",
                "SET CONSTRAINTS ALL DEFERRED; COMMIT",
                "SAVEPOINT s; RELEASE s; COMMIT",
                "SAVEPOINT s; ROLLBACK TO s; COMMIT",
                "PREPARE TRANSACTION 'p'",
                "DISCARD TEMP; COMMIT",
                "ROLLBACK; INSERT INTO t VALUES (2)",
                "ROLLBACK; BEGIN; INSERT INTO t VALUES (2); COMMIT",
                "ROLLBACK AND CHAIN; INSERT INTO t VALUES (2)",
                "CALL commits()",
                "DO $$ BEGIN COMMIT; END $$",
                "DO $$ BEGIN ROLLBACK; INSERT INTO t VALUES (2); COMMIT; END $$",
                "DO $$ BEGIN EXECUTE 'COMMIT'; END $$",
                "SELECT set_config('migration.rehearsal', 'guessed', true); COMMIT",
            })
    void nothingIsCommitted(String script) throws SQLException {
        jdbc().sql("CREATE PROCEDURE commits() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$")
                .update();

        run(script.contains("$$") ? new String[] {script} : script.split("; "));

        assertThat(rows()).isZero();
        assertThat(jdbc().sql("SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database()")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ DECLARE r regclass; BEGIN SELECT oid INTO r FROM pg_class WHERE relname ~ '^migration_rehearsal';"
                        + " EXECUTE format('ALTER TABLE %s DISABLE TRIGGER ALL', r); END $$",
                "DO $$ DECLARE r regclass; BEGIN SELECT oid INTO r FROM pg_class WHERE relname ~ '^migration_rehearsal';"
                        + " EXECUTE format('DROP TABLE %s CASCADE', r); END $$",
                "DO $$ DECLARE r regclass; BEGIN SELECT oid INTO r FROM pg_class WHERE relname ~ '^migration_rehearsal';"
                        + " EXECUTE format('TRUNCATE %s', r); END $$",
                "DO $$ DECLARE n name; BEGIN SELECT relname INTO n FROM pg_class WHERE relname ~ '^migration_rehearsal';"
                        + " EXECUTE format('DROP TRIGGER %I ON pg_temp.%I', n, n); END $$",
                "DO $$ DECLARE n name; BEGIN SELECT relname INTO n FROM pg_class WHERE relname ~ '^migration_rehearsal';"
                        + " EXECUTE format('DELETE FROM pg_temp.%I', n); END $$",
                "DO $$ DECLARE n name; BEGIN SELECT relname INTO n FROM pg_class WHERE relname ~ '^migration_rehearsal';"
                        + " EXECUTE format('DROP FUNCTION pg_temp.%I() CASCADE', n); END $$",
            })
    void nothingOpensIt(String attack) throws SQLException {
        run(attack, "COMMIT");

        assertThat(rows()).isZero();
    }

    @Test
    void aSecondTransactionOfTheSessionCannotWrite() throws SQLException {
        try (MigrationSession session = MigrationSession.open(database.dataSource())) {
            begin(session);
            session.connection().rollback();
            session.connection().setAutoCommit(true);

            assertThatThrownBy(() ->
                            SimpleProtocol.sendSingle(session.connection(), "INSERT INTO t VALUES (2)", notice -> {}))
                    .isInstanceOfSatisfying(
                            BatchFailure.class,
                            failure -> assertThat(ServerErrors.isState("25006", failure))
                                    .isTrue());
        }
    }

    @Test
    void aTransactionThatWasReplacedIsNoticed() throws SQLException, BatchFailure {
        try (MigrationSession session = MigrationSession.open(database.dataSource())) {
            Barrier barrier = begin(session);
            assertThat(barrier.requireOpen()).isPositive();

            SimpleProtocol.sendSingle(session.connection(), "ROLLBACK AND CHAIN", notice -> {});

            assertThatThrownBy(barrier::requireOpen).hasMessageContaining("ended its own transaction");
        }
    }

    @Test
    void setConstraintsRunsAndTheBarrierIsClosedAgain() throws Exception {
        try (MigrationSession session = MigrationSession.open(database.dataSource())) {
            Barrier barrier = begin(session);

            for (int time = 0; time < 2; time++) {
                barrier.whileSilent(() -> {
                    SimpleProtocol.sendSingle(session.connection(), "SET CONSTRAINTS ALL IMMEDIATE", notice -> {});
                    return barrier.requireOpen();
                });
            }

            assertThatThrownBy(() -> session.connection().commit()).hasMessageContaining("cannot be committed");
        }
        assertThat(rows()).isZero();
    }

    @Test
    void aTextWithTwoStatementsIsRefusedByTheServer() throws SQLException {
        run("SELECT 1; ROLLBACK; INSERT INTO t VALUES (1)");

        assertThat(rows()).isZero();
    }

    /** Runs statements as a rehearsal does, and commits if nothing prevents it. */
    private void run(String... statements) throws SQLException {
        try (MigrationSession session = MigrationSession.open(database.dataSource())) {
            Barrier barrier = begin(session);
            try {
                for (String statement : statements) {
                    SimpleProtocol.sendSingle(session.connection(), statement, notice -> {});
                    barrier.requireOpen();
                }
                session.connection().commit();
                fail("committed");
            } catch (BatchFailure | SQLException expected) {
                session.connection().rollback();
            }
        }
    }

    private static Barrier begin(MigrationSession session) throws SQLException {
        Connection connection = session.connection();
        session.query(Barrier.READ_ONLY);
        connection.setAutoCommit(false);
        session.query("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
        Barrier barrier = Barrier.in(session);
        session.query("INSERT INTO t VALUES (1)");
        return barrier;
    }

    private int rows() {
        return jdbc().sql("SELECT count(*) FROM t").query(Integer.class).single();
    }

    private JdbcClient jdbc() {
        return JdbcClient.create(database.dataSource());
    }
}
