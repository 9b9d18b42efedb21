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
import dev.migration.event.LockSession;
import dev.migration.event.LockStatus;
import dev.migration.event.MigrationEvent;
import dev.migration.result.MigrationResult;
import dev.migration.version.HistoryEntry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DatabaseSnapshotTests extends MigratorTestBase {

    /** Blocks a migration that holds a lock on a table, until the test releases it. */
    private static final String GATE = "CREATE TABLE mine (id int); LOCK TABLE busy;"
            + " SET LOCAL lock_timeout = 0; SELECT pg_advisory_lock(42); SELECT pg_advisory_unlock(42);";

    private Connection gate;

    @BeforeEach
    void openConnection() throws SQLException {
        gate = database.dataSource().getConnection();
        sql("CREATE TABLE busy (id int)");
    }

    @AfterEach
    void closeConnection() throws SQLException {
        gate.close();
    }

    @Test
    void emptyDatabaseHasAnEmptySnapshot() {
        revisions.table("a", "");

        DatabaseSnapshot snapshot = migrator().reader().snapshot();

        assertThat(snapshot.status().pending()).hasSize(1);
        assertThat(snapshot.status().graph().ids()).containsExactly("a");
        assertThat(snapshot.lock()).isEqualTo(LockStatus.EMPTY);
        assertThat(snapshot.last()).isEmpty();
        assertThat(migrator().reader().record("a").upgrade()).isEmpty();
        assertThat(migrator().reader().record("a").entries()).isEmpty();
    }

    @Test
    void showsLockHolderWaitersAndBlockers() throws Exception {
        revisions.irreversible("a", "", GATE);
        execute(gate, "SELECT pg_advisory_lock(42)");
        CompletableFuture<Boolean> waits = new CompletableFuture<>();
        Future<MigrationResult> first = threads.submit(() -> migrator().upgrade("heads"));
        await("SELECT count(*) = 1 FROM pg_locks WHERE NOT granted AND locktype = 'advisory' AND objid = 42" + HERE);
        Future<?> reader = threads.submit(() -> text("SELECT count(*) FROM busy"));
        await("SELECT count(*) = 1 FROM pg_locks WHERE NOT granted AND locktype = 'relation'" + HERE);
        Migrator waiting = builder()
                .listener(at(MigrationEvent.WaitingForLock.class, event -> waits.complete(true)))
                .build();
        Future<MigrationResult> second = threads.submit(() -> waiting.upgrade("heads"));
        assertThat(waits.get(30, TimeUnit.SECONDS)).isTrue();

        LockStatus queue = migrator().reader().snapshot().lock();

        assertThat(queue.holder()).flatMap(LockHolder::place).contains(new LockHolder.Place(1, 1, "a"));
        assertThat(queue.waiters()).singleElement().satisfies(session -> {
            assertThat(session.application()).startsWith("migration waits ").endsWith(" (application)");
            assertThat(session.user()).isEqualTo(database.username());
            assertThat(session.age()).hasValueSatisfying(age -> assertThat(age).isPositive());
        });
        assertThat(queue.blocked()).extracting(LockSession::statement).containsExactly("SELECT count(*) FROM busy");
        assertThat(queue.blocking()).extracting(LockSession::statement).containsExactly("SELECT pg_advisory_lock(42)");
        execute(gate, "SELECT pg_advisory_unlock(42)");
        first.get();
        second.get();
        reader.get();
        assertThat(migrator().reader().snapshot().lock()).isEqualTo(LockStatus.EMPTY);
    }

    @Test
    void sessionThatWaitsForAnotherSchemaIsNoWaiter() throws Exception {
        revisions.irreversible("a", "", "SELECT 1");
        sql("CREATE SCHEMA other");
        MigrationSettings elsewhere =
                settings().toBuilder().tables(settings().tables().in("other")).build();
        execute(gate, "SET application_name = 'migration waits 00000000 (shop)'");

        assertThat(migrator().reader().snapshot().lock().waiters()).isEmpty();
        assertThat(builder()
                        .settings(elsewhere)
                        .build()
                        .reader()
                        .snapshot()
                        .lock()
                        .waiters())
                .isEmpty();
    }

    @Test
    void waiterRestoresItsApplicationNameWhenItHasTheLock() throws Exception {
        revisions.irreversible("a", "", GATE).table("b", "a");
        execute(gate, "SELECT pg_advisory_lock(42)");
        CompletableFuture<String> named = new CompletableFuture<>();
        CompletableFuture<Boolean> waits = new CompletableFuture<>();
        Future<MigrationResult> first = threads.submit(() -> migrator().upgrade("a"));
        await("SELECT count(*) = 1 FROM pg_locks WHERE NOT granted AND locktype = 'advisory' AND objid = 42" + HERE);
        Migrator waiting = builder()
                .listener(event -> {
                    if (event instanceof MigrationEvent.WaitingForLock) {
                        waits.complete(true);
                    } else if (event instanceof MigrationEvent.LockObtained) {
                        named.complete(text("SELECT string_agg(application_name, ',') FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND application_name LIKE '%application%'"));
                    }
                })
                .build();
        Future<MigrationResult> second = threads.submit(() -> waiting.upgrade("heads"));
        waits.get(30, TimeUnit.SECONDS);
        execute(gate, "SELECT pg_advisory_unlock(42)");

        first.get();
        second.get();

        assertThat(named.get()).isEqualTo("application migration");
    }

    @Test
    void remembersTheFailureUntilSomethingElseIsDone() {
        revisions.table("a", "").irreversible("b", "a", "SELECT 1 / 0");
        assertThatException().isThrownBy(() -> migrator().upgrade("heads"));

        assertThat(migrator().reader().snapshot().lastFailure()).hasValueSatisfying(failure -> {
            assertThat(failure.revision()).isEqualTo("b");
            assertThat(failure.operation()).isEqualTo("UPGRADE");
            assertThat(failure.detail())
                    .hasValueSatisfying(detail -> assertThat(detail).contains("division by zero"));
        });

        migrator().stamp("b");
        assertThat(migrator().reader().snapshot().lastFailure()).isEmpty();
    }

    @Test
    void keepsTheRecordOfARevision() {
        revisions.table("a", "");
        migrator().upgrade("heads");
        migrator().downgrade("base");
        migrator().upgrade("heads");

        assertThat(migrator().reader().record("a").upgrade())
                .hasValueSatisfying(sql -> assertThat(sql).contains("CREATE TABLE a"));
        assertThat(migrator().reader().record("a").downgrade())
                .hasValueSatisfying(sql -> assertThat(sql).contains("DROP TABLE a"));
        assertThat(migrator().reader().record("a").entries())
                .extracting(HistoryEntry::outcome)
                .containsExactly("APPLIED", "REVERTED", "APPLIED");
        assertThat(migrator().reader().record("a").entries())
                .allSatisfy(entry -> assertThat(entry.duration()).isGreaterThanOrEqualTo(Duration.ZERO));
        assertThat(migrator().reader().record("nobody").entries()).isEmpty();
    }

    private void await(String condition) {
        database.await(condition);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
