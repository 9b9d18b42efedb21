// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.result.MigrationResult;
import dev.migration.setting.LockLimits;
import dev.migration.test.postgres.Psql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What is sent only if other sessions are in the way, or if a run continues another, calls nothing that is planted. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PlantedObjectSessionTests extends PlantedObjectTestBase {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<String> reasons = new ArrayList<>();

    @Test
    void aScriptContinuesWithItsSettings() {
        sql("CREATE TABLE planted.t AS SELECT 1 AS id UNION ALL SELECT 1");
        revisions.irreversible(
                "a1",
                "",
                "SET work_mem = '5MB';\nSET app.tenant = 'seven';\nCREATE UNIQUE INDEX CONCURRENTLY t_id ON t (id);\n"
                        + "CREATE TABLE seen AS SELECT pg_catalog.current_setting('work_mem') AS memory,"
                        + " pg_catalog.current_setting('app.tenant') AS tenant;");
        RevisionFailedException failure = failedUpgrade(migrator(), RevisionFailedException.class);

        assertThat(failure.sqlState()).isEqualTo("23505");
        sql("TRUNCATE planted.t");

        migrator().upgrade("heads");

        assertThat(plain("SELECT pg_catalog.concat(memory, ' ', tenant) FROM planted.seen"))
                .isEqualTo("5MB seven");
    }

    @Test
    void anInterruptedStatementIsFinished() {
        sql("CREATE TABLE planted.r (id int)");
        sql("CREATE INDEX r_id ON planted.r (id)");
        revisions.irreversible(
                "a1",
                "",
                "REINDEX TABLE CONCURRENTLY planted.r;\nREINDEX INDEX CONCURRENTLY planted.r_id;\n"
                        + "REINDEX SCHEMA CONCURRENTLY planted;");
        for (int step = 0; step < 3; step++) {
            migrator().stamp("heads");
            sql("UPDATE planted.migration_revision SET state = 'RUNNING', step = " + step);

            migrator().upgrade("heads");
        }

        assertThat(plain("SELECT state FROM planted.migration_revision")).isEqualTo("APPLIED");
    }

    @Test
    void aStatementThatGivesWayToAnotherSession() throws Exception {
        sql("CREATE TABLE planted.t AS SELECT 0 AS id");
        revisions.irreversible("a1", "", "CREATE INDEX CONCURRENTLY t_id ON t (id);");
        try (Connection job = transaction("INSERT INTO planted.t VALUES (1)");
                Statement statement = job.createStatement()) {
            CompletableFuture<MigrationResult> upgrade = inBackground(remembering());
            awaitBlockedBy(job);
            assertThat(migrator().reader().snapshot().lock().holder()).isPresent();
            statement.execute("ANALYZE planted.t");
            job.commit();
            upgrade.get(60, TimeUnit.SECONDS);
        }
        assertThat(reasons).isNotEmpty().allSatisfy(reason -> assertThat(reason).contains("gave way"));
    }

    @Test
    void aSessionThatIsIdleIsTerminated() throws SQLException {
        sql("CREATE TABLE planted.busy (id int)");
        revisions.irreversible("a1", "", "ALTER TABLE planted.busy ADD COLUMN more int;");
        LockLimits limits = new LockLimits(
                Optional.empty(), LockLimits.DEFAULTS.maxWait(), Optional.of(Duration.ofMillis(300)), Duration.ZERO);
        try (Connection idle = transaction("LOCK TABLE planted.busy")) {
            builder()
                    .settings(settings().toBuilder()
                            .retryFor(LONG)
                            .lockLimits(limits)
                            .build())
                    .build()
                    .upgrade("heads");

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> idle.createStatement().execute("SELECT 1"));
        }
    }

    @Test
    void aRunIsStopped() throws Exception {
        sql("CREATE TABLE planted.t AS SELECT 0 AS id");
        revisions.irreversible("a1", "", "CREATE INDEX CONCURRENTLY t_id ON t (id);");
        Migrator migrator = remembering();
        try (Connection job = transaction("INSERT INTO planted.t VALUES (1)")) {
            CompletableFuture<MigrationResult> upgrade = inBackground(migrator);
            awaitBlockedBy(job);

            assertThat(migrator.stop(LONG)).isTrue();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(upgrade::get)
                    .withCauseInstanceOf(MigrationStoppedException.class);
            rollback(job);
        }
        migrator().upgrade("heads");
    }

    @Test
    void aRunIsStoppedThatTheServerDoesNotAnswer() throws Exception {
        revisions.irreversible("a1", "", "SELECT pg_catalog.pg_sleep(600);");
        try (ServerProxy proxy = new ServerProxy(database)) {
            Migrator migrator = builder().dataSource(proxy.dataSource()).build();
            CompletableFuture<MigrationResult> upgrade = inBackground(migrator);
            awaitPlain("EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND query LIKE '%pg_sleep(600)%' AND wait_event = 'PgSleep')");
            proxy.dropCancelRequests();

            assertThat(migrator.stop(Duration.ofSeconds(9))).isTrue();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(upgrade::get)
                    .withCauseInstanceOf(MigrationStoppedException.class);
        }
    }

    @Test
    void aCommitWhoseResultWasLost() throws Exception {
        revisions.table("a1", "");

        losingTheResultOfACommit(
                at(MigrationEvent.WaitingToRetry.class, event -> reasons.add(event.reason())),
                migrator -> migrator.upgrade("heads"));

        assertThat(reasons).hasSize(1);
    }

    @Test
    void tablesOfTheFirstFormatAreUpgraded() throws Exception {
        revisions.table("a1", "").table("b2", "a1");
        migrator().upgrade("a1");
        firstFormat();

        migrator().upgrade("heads");
        firstFormat();
        StringBuilder text = new StringBuilder();
        Revisions.load(settings()).downgradeSql("heads:a1", text);
        new Psql(directory).run(source, text.toString()).succeeded();

        assertThat(migrator().reader().status().applied()).hasSize(1);
    }

    private void firstFormat() {
        sql("ALTER TABLE planted.migration_revision DROP COLUMN format, DROP COLUMN facts");
        sql("ALTER TABLE planted.migration_history DROP COLUMN format, DROP COLUMN facts, DROP COLUMN entry");
    }

    private Migrator remembering() {
        return builder()
                .listener(at(MigrationEvent.WaitingToRetry.class, event -> reasons.add(event.reason())))
                .build();
    }

    private static CompletableFuture<MigrationResult> inBackground(Migrator migrator) {
        return CompletableFuture.supplyAsync(() -> migrator.upgrade("heads"), task -> new Thread(task).start());
    }

    /** Until the server itself looks for a deadlock no more: it does so once for each wait, after deadlock_timeout (1 s). */
    private void awaitBlockedBy(Connection job) throws SQLException {
        int pid = job.unwrap(PGConnection.class).getBackendPID();
        awaitPlain("EXISTS (SELECT FROM pg_locks WHERE waitstart < clock_timestamp() - interval '1.2 s' AND " + pid
                + " = ANY (pg_blocking_pids(pid)))");
    }
}
