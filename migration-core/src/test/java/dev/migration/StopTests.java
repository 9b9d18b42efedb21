// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.result.MigrationResult;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Stopping a run from another thread: what ends immediately, what stays, and how the next run continues. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StopTests extends MigratorTestBase {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<MigrationEvent> events = new ArrayList<>();

    @BeforeEach
    void makeScriptsSlow() {
        sql("CREATE TABLE slow ()");
    }

    @Test
    void runningStatementIsCancelledAndRolledBackAndTheNextRunContinues() throws Exception {
        revisions
                .table("a", "")
                .irreversible("b", "a", "CREATE TABLE b (id int);\n" + SLOW)
                .table("c", "b");
        Migrator migrator = builder().listener(events::add).build();
        Future<MigrationResult> run = threads.submit(() -> migrator.upgrade("heads"));
        awaitSleeper();

        assertThat(migrator.stop(LONG)).isTrue();

        MigrationStoppedException stopped = stoppedIn(run);
        assertThat(stopped.revision()).isEqualTo("b");
        assertThat(stopped.problem())
                .contains("upgrade of revision b")
                .contains("rolled back")
                .contains("Committed before it: a.");
        assertThat(tables()).containsExactly("a", "slow");
        assertThat(history()).containsExactly("UPGRADE a APPLIED", "UPGRADE b FAILED");
        assertThat(text("SELECT detail FROM migration_history WHERE outcome = 'FAILED'"))
                .contains("stopped on request");
        assertThat(events).noneMatch(MigrationEvent.WaitingToRetry.class::isInstance);
        assertThat(locks()).isEqualTo("0");

        sql("DROP TABLE slow");
        migrator.upgrade("heads");
        assertThat(applied()).containsExactly("a", "b", "c");
    }

    @Test
    void aRunThatWaitsForTheLockEndsAtOnce() throws Exception {
        revisions.irreversible("a", "", SLOW);
        Migrator first = migrator();
        Future<MigrationResult> holds = threads.submit(() -> first.upgrade("heads"));
        awaitSleeper();
        CountDownLatch waits = new CountDownLatch(1);
        Migrator second = builder()
                .listener(at(MigrationEvent.WaitingForLock.class, event -> waits.countDown()))
                .build();
        Future<MigrationResult> waiting = threads.submit(() -> second.upgrade("heads"));
        waits.await();

        assertThat(second.stop(LONG)).isTrue();

        assertThat(stoppedIn(waiting).revision()).isEmpty();
        assertThat(holds).isNotDone();
        assertThat(first.stop(LONG)).isTrue();
        stoppedIn(holds);
    }

    @Test
    void pauseBetweenAttemptsEndsImmediately() throws Exception {
        sql("CREATE TABLE busy (id int)");
        revisions.irreversible("a", "", "ALTER TABLE busy ADD COLUMN name text;");
        CountDownLatch pauses = new CountDownLatch(1);
        Migrator migrator = builder()
                .listener(at(MigrationEvent.WaitingToRetry.class, event -> pauses.countDown()))
                .build();
        try (Connection reader = transaction("SELECT * FROM busy")) {
            Future<MigrationResult> run = threads.submit(() -> migrator.upgrade("heads"));
            pauses.await();

            assertThat(migrator.stop(LONG)).isTrue();

            assertThat(stoppedIn(run).revision()).isEqualTo("a");
            rollback(reader);
        }
        // The row of the first attempt may have been cancelled, too.
        assertThat(history()).endsWith("UPGRADE a FAILED").doesNotContain("UPGRADE a APPLIED");
    }

    @Test
    void anIndexBuildThatIsCancelledLeavesNothingThatTheNextRunCannotMend() throws Exception {
        sql("DROP TABLE slow");
        sql("CREATE TABLE t AS SELECT 1 AS id");
        revisions.irreversible("a", "", "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY ix ON t (id);");
        Migrator migrator = migrator();
        try (Connection writer = transaction("INSERT INTO t VALUES (2)")) {
            Future<MigrationResult> run = threads.submit(() -> migrator.upgrade("heads"));
            await("SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                    + " AND query ~ 'CREATE INDEX' AND pid <> pg_backend_pid()"
                    + " AND datname = current_database()");

            assertThat(migrator.stop(LONG)).isTrue();

            assertThat(stoppedIn(run).problem()).contains("the first one is done and stays");
            writer.rollback();
        }
        assertThat(text("SELECT state || step FROM migration_revision")).isEqualTo("FAILED1");

        migrator.upgrade("heads");
        assertThat(applied()).containsExactly("a");
        assertThat(text("SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix'::regclass"))
                .isEqualTo("t");
    }

    @Test
    void aJavaRevisionThatSwallowsTheCancelledStatementIsStopped() throws Exception {
        revisions.table("a", "");
        Migrator migrator = builder().javaRevisions(List.of(new Swallows())).build();
        Future<MigrationResult> run = threads.submit(() -> migrator.upgrade("heads"));
        awaitSleeper();

        assertThat(migrator.stop(LONG)).isTrue();

        stoppedIn(run);
        assertThat(tables()).containsExactly("a", "slow");
    }

    @Test
    void aHookThatRunsIsStopped() throws Exception {
        revisions.table("a", "").write("h", "-- @hook before-upgrade\n" + SLOW);
        Migrator migrator = migrator();
        Future<MigrationResult> run = threads.submit(() -> migrator.upgrade("heads"));
        awaitSleeper();

        assertThat(migrator.stop(LONG)).isTrue();

        stoppedIn(run);
        assertThat(applied()).isEmpty();
    }

    @Test
    void whatFailsByItselfIsNotCalledStopped() throws Exception {
        revisions.irreversible(
                "a",
                "",
                "DO $$ BEGIN PERFORM pg_sleep(600);\n"
                        + "EXCEPTION WHEN query_canceled THEN RAISE EXCEPTION 'mine' USING ERRCODE = '23505'; END $$;");
        Migrator migrator = migrator();
        Future<MigrationResult> run = threads.submit(() -> migrator.upgrade("heads"));
        awaitSleeper();

        assertThat(migrator.stop(LONG)).isTrue();

        assertThat(run).failsWithin(LONG).withThrowableThat().withMessageContaining("23505");
    }

    @Test
    void theRunItselfMayStopInAListener() {
        revisions.table("a", "").table("b", "a");
        CompletableFuture<Migrator> self = new CompletableFuture<>();
        Migrator migrator = builder()
                .listener(at(
                        MigrationEvent.RevisionFinished.class,
                        event -> assertThat(self.join().stop(LONG)).isFalse()))
                .build();
        self.complete(migrator);

        assertThatExceptionOfType(MigrationStoppedException.class)
                .isThrownBy(() -> migrator.upgrade("heads"))
                .satisfies(stopped -> assertThat(stopped.problem())
                        .contains("before revision b")
                        .contains("Committed before it: a."));
        assertThat(applied()).containsExactly("a");
    }

    @Test
    void withoutARunThereIsNothingToStop() {
        revisions.table("a", "");
        Migrator migrator = migrator();

        assertThat(migrator.stop(LONG)).isTrue();

        migrator.upgrade("heads");
        assertThat(applied()).containsExactly("a");
    }

    @Test
    void aProcessThatIsTerminatedRollsBackAndGivesTheLockBack() throws Exception {
        revisions.table("a", "").irreversible("b", "a", "CREATE TABLE b (id int);\n" + SLOW);
        Process child = ChildProcess.start(this, Child.class);
        try {
            awaitSleeper();

            // SIGTERM
            child.destroy();

            assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            child.destroyForcibly();
        }
        assertOnlyAStays("UPGRADE a APPLIED", "UPGRADE b FAILED");
    }

    @Test
    void theServerEndsTheStatementOfAProcessThatIsKilled() throws Exception {
        revisions.table("a", "").irreversible("b", "a", "CREATE TABLE b (id int);\n" + SLOW);
        Process child = ChildProcess.start(this, Child.class);
        try {
            awaitSleeper();
        } finally {
            // SIGKILL
            child.destroyForcibly();
        }

        assertOnlyAStays("UPGRADE a APPLIED");
    }

    private void assertOnlyAStays(String... history) {
        await("SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name ~ 'migration'"
                + " AND datname = current_database()");
        assertThat(locks()).isEqualTo("0");
        assertThat(tables()).containsExactly("a", "slow");
        assertThat(history()).containsExactly(history);
    }

    /** An instance that stops before its JVM ends, as in an application without Spring. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) {
            Migrator migrator = ChildProcess.migrator(arguments);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> migrator.stop(Duration.ofSeconds(20))));
            migrator.upgrade("heads");
        }
    }

    private static MigrationStoppedException stoppedIn(Future<MigrationResult> run) {
        assertThat(run).failsWithin(LONG);
        return catchThrowableOfType(MigrationStoppedException.class, () -> {
            try {
                run.get();
            } catch (java.util.concurrent.ExecutionException failure) {
                throw failure.getCause();
            }
        });
    }

    private void awaitSleeper() {
        await("SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"
                + " AND application_name ~ 'migration'");
    }

    private void await(String condition) {
        database.await(condition);
    }

    private String locks() {
        return text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'" + HERE);
    }

    @RevisionHeader(revision = "j", revises = "a")
    static class Swallows implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            try (Statement statement = context.connection().createStatement()) {
                statement.execute("CREATE TABLE j (id int)");
                statement.execute("SELECT pg_sleep(600)");
            } catch (SQLException swallowed) {
                context.log().info("nobody hears of it", swallowed);
            }
        }
    }
}
