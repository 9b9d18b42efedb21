// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.migration.event.LockHolder;
import dev.migration.event.MigrationEvent;
import dev.migration.event.RunProgress;
import dev.migration.execution.failure.LockNotObtainedException;
import dev.migration.result.MigrationResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MigratorConcurrencyTests extends MigratorTestBase {

    /** Blocks a migration until the test releases it. */
    private static final String GATE =
            "SET LOCAL lock_timeout = 0; SELECT pg_advisory_lock(42); SELECT pg_advisory_unlock(42);";

    private Connection gate;

    @BeforeEach
    void openConnection() throws SQLException {
        gate = database.dataSource().getConnection();
    }

    @AfterEach
    void closeConnection() throws SQLException {
        gate.close();
    }

    @Test
    void eightAtOnceRunEachRevisionOnce() throws Exception {
        counting(20);

        atOnce(8, () -> migrator().upgrade("heads"));

        assertThat(text("SELECT n FROM counter")).isEqualTo("20");
        assertThat(applied()).hasSize(21);
        assertThat(history()).hasSize(21).doesNotHaveDuplicates();
    }

    @Test
    void waitsForAnotherSessionAndPublishesTheLockHolder() throws Exception {
        revisions.irreversible("a", "", GATE);
        closeGate();
        Future<MigrationResult> first = upgrade();
        awaitAtGate();
        CompletableFuture<String> holder = new CompletableFuture<>();
        Future<MigrationResult> second = threads.submit(() -> builder()
                .listener(at(MigrationEvent.WaitingForLock.class, wait -> holder.complete(wait.holder())))
                .build()
                .upgrade("heads"));

        assertThat(holder.get(30, TimeUnit.SECONDS))
                .contains("user " + database.username())
                .contains("application migration 1/1 a (application)")
                .contains(": at revision a, 1 of 1");
        assertThat(migrator().reader().lockHolder())
                .flatMap(LockHolder::place)
                .contains(new LockHolder.Place(1, 1, "a"));
        openGate();

        assertThat(first.get().plan().steps()).hasSize(1);
        assertThat(second.get().plan().steps()).isEmpty();
    }

    @Test
    void reportsProgressAndTheLockHolderItWaitsFor() throws Exception {
        revisions.table("a", "").irreversible("b", "a", GATE).table("c", "b");
        closeGate();
        var running = migrator();
        CompletableFuture<Boolean> waits = new CompletableFuture<>();
        var waiting = builder()
                .listener(at(MigrationEvent.WaitingForLock.class, event -> waits.complete(true)))
                .build();
        assertThat(running.reader().progress()).isEmpty();

        Future<MigrationResult> first = threads.submit(() -> running.upgrade("heads"));
        awaitAtGate();
        RunProgress progress = running.reader().progress().orElseThrow();
        Future<MigrationResult> second = threads.submit(() -> waiting.upgrade("heads"));

        assertThat(progress.phase()).isEqualTo(RunProgress.Phase.RUNNING);
        assertThat(progress.done()).isEqualTo(1);
        assertThat(progress.steps()).isEqualTo(3);
        assertThat(progress.revision()).contains("b");
        assertThat(waits.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting.reader().progress()).hasValueSatisfying(wait -> {
            assertThat(wait.phase()).isEqualTo(RunProgress.Phase.WAITING_FOR_LOCK);
            assertThat(wait.detail()).contains("migration 2/3 b");
        });
        openGate();
        first.get();
        second.get();
        assertThat(running.reader().progress()).isEmpty();
        assertThat(waiting.reader().progress()).isEmpty();
        assertThat(running.reader().lockHolder()).isEmpty();
    }

    @Test
    void givesUpAfterTheLongestWaitAndNamesTheHolder() throws Exception {
        revisions.irreversible("a", "", GATE);
        closeGate();
        Future<MigrationResult> first = upgrade();
        awaitAtGate();
        var impatient = builder()
                .settings(
                        settings().toBuilder().lockWait(Duration.ofMillis(200)).build())
                .build();

        assertThatExceptionOfType(LockNotObtainedException.class)
                .isThrownBy(() -> impatient.upgrade("heads"))
                .satisfies(failure -> {
                    assertThat(failure.holder()).contains("pid ");
                    assertThat(failure.remedy()).contains("migration.lock.wait");
                });
        openGate();
        first.get();
    }

    @Test
    void aSessionThatDiesLeavesNothingAndTheNextOneDoesTheWork() throws Exception {
        revisions.table("a", "").irreversible("b", "a", "CREATE TABLE b (id int); " + GATE);
        closeGate();
        Future<MigrationResult> victim = threads.submit(() -> builder()
                .settings(settings().toBuilder().retryFor(Duration.ZERO).build())
                .build()
                .upgrade("heads"));
        awaitAtGate();
        atGate(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = 42 AND NOT granted"
                        + HERE);
        assertThat(victim).failsWithin(Duration.ofSeconds(30));
        openGate();
        assertThat(tables()).containsExactly("a");

        migrator().upgrade("heads");

        assertThat(applied()).containsExactly("a", "b");
    }

    private Future<MigrationResult> upgrade() {
        return threads.submit(() -> migrator().upgrade("heads"));
    }

    private void closeGate() throws SQLException {
        atGate("SELECT pg_advisory_lock(42)");
    }

    private void openGate() throws SQLException {
        atGate("SELECT pg_advisory_unlock(42)");
    }

    private void atGate(String query) throws SQLException {
        try (Statement statement = gate.createStatement()) {
            statement.execute(query);
        }
    }

    private void awaitAtGate() throws SQLException {
        try (Statement statement = gate.createStatement()) {
            statement.setQueryTimeout(30);
            statement.execute("""
                    DO $$
                    BEGIN
                      LOOP
                        EXIT WHEN EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = 42%s);
                        PERFORM pg_sleep(0.01);
                      END LOOP;
                    END $$""".formatted(HERE));
        }
    }
}
