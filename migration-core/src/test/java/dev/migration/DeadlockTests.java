// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.test.postgres.InstalledProgram;
import dev.migration.test.postgres.PgBouncer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A revision and a transaction of the application wait for each other: the revision gives way. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DeadlockTests extends MigratorTestBase {

    private final List<MigrationEvent.WaitingToRetry> retries = new ArrayList<>();
    private @Nullable DataSource source;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY made ON t (id)",
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS made ON t (id)",
                "REINDEX INDEX CONCURRENTLY old",
                "REINDEX (VERBOSE) TABLE CONCURRENTLY t",
                "DROP INDEX CONCURRENTLY old"
            })
    void aStatementWithConcurrentlyGivesWay(String statement) throws Exception {
        sql("CREATE TABLE t AS SELECT 0 AS id; CREATE INDEX old ON t (id)");
        revisions.irreversible("a", "", statement + ";");

        whileItWaitsFor("INSERT INTO t VALUES (1)", "ANALYZE t");

        assertThat(text("SELECT count(*) FROM t")).isEqualTo("2");
        assertThat(text("SELECT concat_ws(' ', to_regclass('made'), to_regclass('old'))"))
                .isEqualTo(statement.startsWith("DROP") ? "" : statement.startsWith("CREATE") ? "made old" : "old");
        assertThat(text("SELECT count(*) FROM pg_index WHERE NOT indisvalid")).isEqualTo("0");
        itGaveWay("ANALYZE t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE u ADD more int; ALTER TABLE t ADD more int",
                "ALTER TABLE u ADD CONSTRAINT c CHECK (id > 0) NOT VALID; ALTER TABLE u VALIDATE CONSTRAINT c; DROP TABLE t",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY m; COMMENT ON TABLE u IS 'x'; LOCK TABLE u, t"
            })
    void aTransactionThatWaitsLongForLocksGivesWay(String script) throws Exception {
        sql("CREATE TABLE t (id int); CREATE TABLE u (id int); CREATE MATERIALIZED VIEW m AS SELECT 1 AS id;"
                + " CREATE UNIQUE INDEX ON m (id)");
        revisions.write("a", "-- @revision a\n-- @lock-timeout 30s\n-- @upgrade\n" + script + ";\n");

        whileItWaitsFor("INSERT INTO t VALUES (1)", "ANALYZE u");

        itGaveWay("ANALYZE u");
    }

    @Test
    void aHookGivesWay() throws Exception {
        sql("CREATE TABLE t (id int); CREATE TABLE u (id int)");
        revisions.irreversible("a", "", "SELECT 1;");
        revisions.write("hook", """
                -- @hook before-upgrade
                SET LOCAL lock_timeout = '30s';
                ALTER TABLE u ADD more int;
                ALTER TABLE t ADD more int;
                """);

        whileItWaitsFor("INSERT INTO t VALUES (1)", "ANALYZE u");

        assertThat(applied()).containsExactly("a");
        assertThat(columns()).contains("t.more", "u.more");
    }

    @Test
    void itGivesWayToAChainOfSessions() throws Exception {
        sql("CREATE TABLE t (id int); CREATE TABLE u (id int)");
        revisions.irreversible("a", "", "CREATE INDEX CONCURRENTLY made ON t (id);");
        try (Connection first = transaction("INSERT INTO t VALUES (1)");
                Statement statement = first.createStatement();
                Connection second = transaction("LOCK TABLE u")) {
            CompletableFuture<Void> upgrade = upgrade();
            awaitMigrationBlockedBy(first);
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> analyze(second));
            database.await("SELECT count(*) > 0 FROM pg_locks WHERE pid = " + pid(second)
                    + " AND waitstart < clock_timestamp() - interval '1.2 s'");

            statement.execute("INSERT INTO u VALUES (1)");

            waiting.get(60, TimeUnit.SECONDS);
            first.commit();
            upgrade.get(60, TimeUnit.SECONDS);
        }
        assertThat(text("SELECT count(*) FROM u")).isEqualTo("1");
        assertThat(text("SELECT indisvalid FROM pg_index WHERE indexrelid = 'made'::regclass"))
                .isEqualTo("t");
        itGaveWay("ANALYZE t");
    }

    @Test
    void aLongBuildBeginsAgainAlthoughItsRetryBudgetIsSpent() throws Exception {
        buildOfAnIndexThatIsRetriedFor("1ms");

        whileItWaitsFor("INSERT INTO t VALUES (1)", "ANALYZE t");

        itGaveWay("ANALYZE t");
    }

    @Test
    void withoutRetriesTheFailureNamesTheOtherSession() throws Exception {
        buildOfAnIndexThatIsRetriedFor("0s");

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> whileItWaitsFor("INSERT INTO t VALUES (1)", "ANALYZE t"))
                .withCauseInstanceOf(RevisionFailedException.class)
                .withMessageContaining("gave way")
                .withMessageContaining("ANALYZE t");

        assertThat(text("SELECT count(*) FROM t")).isEqualTo("2");
        assertThat(text("SELECT count(*) FROM pg_index WHERE NOT indisvalid")).isEqualTo("0");
    }

    private void buildOfAnIndexThatIsRetriedFor(String time) {
        sql("CREATE TABLE t AS SELECT 0 AS id");
        revisions.write("a", """
                -- @revision a
                -- @retry-for %s
                -- @lock-timeout 60s
                -- @upgrade
                CREATE INDEX CONCURRENTLY made ON t (id);
                """.formatted(time));
    }

    @Test
    void detachingAPartitionGivesWay() throws Exception {
        sql(
                "CREATE TABLE t (id int) PARTITION BY RANGE (id); CREATE TABLE p PARTITION OF t FOR VALUES FROM (0) TO (9)");
        revisions.irreversible("a", "", "ALTER TABLE t DETACH PARTITION p CONCURRENTLY;");

        whileItWaitsFor("SELECT count(*) FROM p", "ANALYZE t");

        assertThat(text("SELECT count(*) FROM pg_inherits")).isEqualTo("0");
        itGaveWay("ANALYZE t");
    }

    @Test
    void throughAPoolerThatKeepsSessionsItGivesWayToo() throws Exception {
        InstalledProgram.require(PgBouncer.program().isPresent(), "PgBouncer (Debian package pgbouncer)");
        sql("CREATE TABLE t AS SELECT 0 AS id");
        revisions.irreversible("a", "", "CREATE INDEX CONCURRENTLY made ON t (id);");
        try (PgBouncer pooler = PgBouncer.start(database, "session", 5)) {
            source = pooler.dataSource();

            whileItWaitsFor("INSERT INTO t VALUES (1)", "ANALYZE t");
        }

        itGaveWay("ANALYZE t");
    }

    private void itGaveWay(String to) {
        assertThat(applied()).containsExactly("a");
        assertThat(history()).startsWith("UPGRADE a RETRY").endsWith("UPGRADE a APPLIED");
        assertThat(retries)
                .isNotEmpty()
                .allSatisfy(
                        retry -> assertThat(retry.reason()).contains("gave way").contains(to));
        assertThat(text("SELECT string_agg(detail, ' ') FROM migration_history WHERE outcome = 'RETRY'"))
                .contains("gave way");
    }

    /** A transaction of the application that runs the second statement as soon as the migration waits for the first. */
    private void whileItWaitsFor(String first, String second) throws Exception {
        try (Connection job = transaction(first);
                Statement statement = job.createStatement()) {
            CompletableFuture<Void> upgrade = upgrade();
            awaitMigrationBlockedBy(job);
            statement.execute(second);
            job.commit();
            upgrade.get(60, TimeUnit.SECONDS);
        }
    }

    private void awaitMigrationBlockedBy(Connection job) throws SQLException {
        // The server looks for a deadlock once for each wait, deadlock_timeout (1 s) after its begin: from then on,
        // only
        // the other session would look.
        database.await("SELECT count(*) > 0 FROM pg_locks JOIN pg_stat_activity a USING (pid)"
                + " WHERE datname = current_database() AND application_name LIKE '%migration%'"
                + " AND waitstart < clock_timestamp() - interval '1.2 s' AND " + pid(job)
                + " = ANY (pg_blocking_pids(pid))");
    }

    private static int pid(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    private static void analyze(Connection transaction) {
        try (Statement statement = transaction.createStatement()) {
            statement.execute("ANALYZE t");
            transaction.commit();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private CompletableFuture<Void> upgrade() {
        Migrator migrator = builder()
                .dataSource(source == null ? database.dataSource() : source)
                .listener(at(MigrationEvent.WaitingToRetry.class, retries::add))
                .build();
        return CompletableFuture.runAsync(() -> migrator.upgrade("heads"));
    }
}
