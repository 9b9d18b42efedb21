// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.execution.failure.LockNotObtainedException;
import dev.migration.execution.lock.MigrationLock;
import dev.migration.execution.refusal.MissingPrivilegeException;
import dev.migration.test.postgres.InstalledProgram;
import dev.migration.test.postgres.PgBouncer;
import dev.migration.version.StateTables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Commands that only write rows, through a PgBouncer in transaction mode, while another instance holds the migration lock. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PooledLockTests extends MigratorTestBase {

    /** The advisory lock that a paused revision waits for. */
    private static final String GATE = "pg_advisory_xact_lock(4711)";

    private static final long KEY = MigrationLock.keyOf(StateTables.DEFAULT.in("public"));

    private PgBouncer pooler;

    @BeforeEach
    void startPooler() throws Exception {
        InstalledProgram.require(PgBouncer.program().isPresent(), "PgBouncer (Debian package pgbouncer)");
        pooler = PgBouncer.start(database, "transaction", 6);
    }

    @AfterEach
    void stopPooler() {
        if (pooler != null) {
            pooler.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stamp", "purge", "accept", "resolve", "downgrade", "upgrade"})
    void nothingIsWrittenWhileAnotherTransactionHoldsTheLock(String command) throws Exception {
        revisions.revision("x", "", "CREATE TABLE x (id int);", "DROP TABLE x;").table("a", "x");
        migrator().upgrade("a");
        if (command.equals("resolve")) {
            sql("UPDATE migration_revision SET state = 'RUNNING', step = 1 WHERE revision = 'a'");
        }
        if (command.equals("accept")) {
            revisions.revision("a", "x", "CREATE TABLE a (id bigint);", "DROP TABLE a;");
        }
        revisions.table("b", "x");
        List<String> before = rows();

        try (Connection holder = transaction("SELECT pg_advisory_xact_lock(" + KEY + ")")) {
            assertThatExceptionOfType(LockNotObtainedException.class)
                    .isThrownBy(() -> run(command, pooled(Optional.of(Duration.ofMillis(300)))));
            assertThat(rows()).isEqualTo(before);
            rollback(holder);
        }
    }

    @Test
    void theTablesAreCreatedUnderTheLock() throws Exception {
        revisions.table("a", "");
        try (Connection holder = transaction("SELECT pg_advisory_xact_lock(" + KEY + ")")) {
            assertThatExceptionOfType(LockNotObtainedException.class)
                    .isThrownBy(
                            () -> pooled(Optional.of(Duration.ofMillis(300))).ensureTables());
            assertThat(text("SELECT to_regclass('migration_revision') IS NULL")).isEqualTo("t");
            rollback(holder);
        }
    }

    @Test
    void aStampWaitsAndThenStartsFromWhatTheUpgradeApplied() throws Exception {
        revisions.table("a", "");
        migrator().upgrade("heads");
        CompletableFuture<Void> stamped = new CompletableFuture<>();
        CountDownLatch waiting = new CountDownLatch(1);
        whileUpgradeIsPaused(() -> {
            Migrator other =
                    pooled(Optional.empty(), at(MigrationEvent.WaitingForLock.class, event -> waiting.countDown()));
            start(() -> other.stamp("base"), stamped);
            assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
        });
        stamped.get(30, TimeUnit.SECONDS);

        assertThat(applied()).isEmpty();
        assertThat(history())
                .containsExactly(
                        "UPGRADE a APPLIED", "UPGRADE paused APPLIED", "STAMP paused REVERTED", "STAMP a REVERTED");
    }

    @Test
    void noUpgradeRunsBetweenTheReadAndTheWriteOfAStamp() throws Exception {
        revisions.table("a", "").table("b", "a");
        migrator().upgrade("a");
        Migrator upgrade = pooled(Optional.of(Duration.ofMillis(300)));

        pooled(
                        Optional.empty(),
                        at(
                                MigrationEvent.Started.class,
                                event -> assertThatExceptionOfType(LockNotObtainedException.class)
                                        .isThrownBy(() -> upgrade.upgrade("heads"))))
                .stamp("base");

        assertThat(applied()).isEmpty();
        assertThat(tables()).containsExactly("a");
    }

    @Test
    void aDowngradeDoesNotRevertBelowARevisionThatAnotherInstanceAppliedMeanwhile() {
        revisions.table("a", "").table("b", "a").table("c", "b");
        migrator().upgrade("heads");
        Migrator other = pooled(Optional.empty());
        AtomicBoolean first = new AtomicBoolean(true);

        pooled(Optional.empty(), at(MigrationEvent.RevisionFinished.class, event -> {
                    if (first.getAndSet(false)) {
                        other.upgrade("heads");
                    }
                }))
                .downgrade("base");

        assertThat(history().subList(3, 8))
                .containsExactly(
                        "DOWNGRADE c REVERTED",
                        "UPGRADE c APPLIED",
                        "DOWNGRADE c REVERTED",
                        "DOWNGRADE b REVERTED",
                        "DOWNGRADE a REVERTED");
        assertThat(applied()).isEmpty();
    }

    @Test
    void listenersAreToldWhatIsCommitted() {
        revisions.table("a", "");
        pooled(
                        Optional.empty(),
                        at(
                                MigrationEvent.RevisionFinished.class,
                                event -> assertThat(applied()).containsExactly("a")))
                .stamp("heads");

        assertThat(applied()).containsExactly("a");
    }

    @Test
    void aMissingPrivilegeIsReportedFromTheTransaction() {
        sql("DROP ROLE IF EXISTS pooled_reader");
        revisions.table("a", "");
        sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        sql("CREATE ROLE pooled_reader");
        sql("ALTER DATABASE " + database.name() + " SET role = 'pooled_reader'");
        try {
            assertThatExceptionOfType(MissingPrivilegeException.class)
                    .isThrownBy(() -> pooled(Optional.empty()).stamp("heads"))
                    .satisfies(refusal -> assertThat(refusal.problem()).contains("pooled_reader"));
        } finally {
            sql("SET ROLE none; ALTER DATABASE " + database.name() + " RESET role");
        }
    }

    private static void run(String command, Migrator migrator) {
        switch (command) {
            case "stamp" -> migrator.stamp("base");
            case "purge" -> migrator.stamp(new StampRequest(List.of("x"), true, Optional.empty(), List.of()));
            case "accept" -> migrator.accept(List.of("a"), Optional.empty());
            case "resolve" -> migrator.resolve("x", Resolution.ROLLED_BACK);
            case "downgrade" -> migrator.downgrade("base");
            case "upgrade" -> migrator.upgrade("heads");
            default -> throw new IllegalArgumentException(command);
        }
    }

    private List<String> rows() {
        return jdbc().sql("SELECT concat_ws(' ', revision, state, checksum) FROM migration_revision ORDER BY revision")
                .query(String.class)
                .list();
    }

    private Migrator pooled(Optional<Duration> lockWait, MigrationListener... listeners) {
        MigratorBuilder builder = Migrator.builder()
                .dataSource(pooler.dataSource())
                .settings(settings().toBuilder().lockWait(lockWait.orElse(null)).build());
        for (MigrationListener listener : listeners) {
            builder.listener(listener);
        }
        return builder.build();
    }

    /** Calls the action while the upgrade of another application holds the lock in the transaction of its revision. */
    private void whileUpgradeIsPaused(ThrowingAction action) throws Exception {
        revisions.write(
                "paused",
                "-- @revision paused\n-- @lock-timeout 60s\n-- @upgrade\nSELECT " + GATE + ";\n-- @downgrade none\n");
        CompletableFuture<Void> done = new CompletableFuture<>();
        try (Connection gate = transaction("SELECT " + GATE)) {
            Migrator upgrade = pooled(Optional.empty());
            start(() -> upgrade.upgrade("heads"), done);
            database.await("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted" + HERE + ")");
            action.run();
            rollback(gate);
        }
        done.get(30, TimeUnit.SECONDS);
    }

    /** On a thread of its own: the common pool may have only one. */
    private static void start(Runnable command, CompletableFuture<Void> done) {
        CompletableFuture.runAsync(command, task -> new Thread(task).start()).whenComplete((nothing, failure) -> {
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(failure);
            }
        });
    }

    @FunctionalInterface
    private interface ThrowingAction {
        void run() throws Exception;
    }
}
