// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

import dev.migration.event.LockHolder;
import dev.migration.event.LockSession;
import dev.migration.event.LockStatus;
import dev.migration.event.MigrationEvent;
import dev.migration.event.RunWait;
import dev.migration.result.MigrationResult;
import dev.migration.test.postgres.InstalledProgram;
import dev.migration.test.postgres.PgBouncer;

import static org.assertj.core.api.Assertions.assertThat;

/** What a second instance sees of a run that waits for a session of somebody else. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BlockedRunTests extends MigratorTestBase {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void write() {
        revisions.table("tickets", "");
        migrator().upgrade("heads");
        revisions
                .irreversible("harmless", "tickets", "SELECT 1;")
                .irreversible("b", "harmless", "ALTER TABLE tickets ADD COLUMN priority int;");
    }

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void eachLookShowsTheRevisionTheBlockerAndSinceWhen() throws Exception {
        Instant before = Instant.now();
        whileBlocked(database.dataSource(), pid -> {
            awaitKnownBlocker();
            for (int look = 0; look < 60; look++) {
                LockStatus lock = migrator().reader().snapshot().lock();
                RunWait wait = lock.runWait().orElseThrow();
                assertThat(wait.revision()).isEqualTo("b");
                assertThat(wait.place()).hasValue(new LockHolder.Place(2, 2, "b"));
                assertThat(wait.attempts()).isPositive();
                assertThat(wait.since())
                        .isBetween(before.minusSeconds(5), Instant.now().plusSeconds(5));
                assertThat(lock.blocking()).extracting(LockSession::pid).containsExactly(pid);
                assertThat(lock.blocking().get(0).holding())
                        .startsWith("session " + pid + " of psql (user ")
                        .contains("holds tickets since ", "idle in transaction");
                assertThat(wait.remedy()).contains("SELECT pg_terminate_backend(" + pid + ");");
                assertThat(lock.holder()).isPresent();
            }
        });
        assertThat(migrator().reader().snapshot().lock().runWait()).isEmpty();
    }

    @Test
    void behindAPoolerEachLookShowsIt() throws Exception {
        InstalledProgram.require(PgBouncer.program().isPresent(), "PgBouncer (Debian package pgbouncer)");
        try (PgBouncer pooler = PgBouncer.start(database, "transaction", 5)) {
            Migrator observer = builder().dataSource(pooler.dataSource()).build();
            whileBlocked(pooler.dataSource(), pid -> {
                awaitKnownBlocker();
                for (int look = 0; look < 60; look++) {
                    LockStatus lock = observer.reader().snapshot().lock();
                    RunWait wait = lock.runWait().orElseThrow();
                    assertThat(wait.revision()).isEqualTo("b");
                    assertThat(wait.place()).hasValue(new LockHolder.Place(2, 2, "b"));
                    assertThat(lock.blocking()).extracting(LockSession::pid).containsExactly(pid);
                    assertThat(lock.blocking().get(0).relation()).isEqualTo("tickets");
                }
            });
        }
    }

    @Test
    void aRoleThatMayNotReadStatisticsSeesWhoAndWhatButNotSinceWhen() throws Exception {
        sql("DROP ROLE IF EXISTS watcher");
        sql("CREATE ROLE watcher LOGIN PASSWORD 'watcher'");
        sql("GRANT SELECT ON migration_revision, migration_history TO watcher");
        try {
            Migrator observer = builder()
                    .dataSource(source(database.url(), "watcher", "watcher"))
                    .build();
            whileBlocked(database.dataSource(), pid -> {
                awaitKnownBlocker();
                for (int look = 0; look < 30; look++) {
                    RunWait wait = observer.reader().snapshot().lock().runWait().orElseThrow();
                    assertThat(wait.revision()).isEqualTo("b");
                    assertThat(wait.toString())
                            .contains("session " + pid + " of psql", "holds tickets", "hidden from this role");
                }
            });
        } finally {
            sql("DROP OWNED BY watcher");
            sql("DROP ROLE watcher");
        }
    }

    @Test
    void aSecondInstanceThatWaitsLogsForWhomTheFirstOneWaits() throws Exception {
        BlockingQueue<String> holders = new LinkedBlockingQueue<>();
        whileBlocked(database.dataSource(), pid -> {
            awaitKnownBlocker();
            Migrator second = builder()
                    .settings(settings().toBuilder()
                            .lockWait(Duration.ofSeconds(30))
                            .build())
                    .listener(at(MigrationEvent.WaitingForLock.class, wait -> holders.add(wait.holder())))
                    .build();
            Future<MigrationResult> waiting = threads.submit(() -> second.upgrade("heads"));
            assertThat(holders.poll(30, TimeUnit.SECONDS))
                    .contains("at revision b, 2 of 2", "session " + pid + " of psql", "holds tickets");
            second.stop(Duration.ofSeconds(10));
            assertThat(waiting).failsWithin(Duration.ofSeconds(20));
        });
    }

    @Test
    void aRunThatWorksDoesNotWait() throws Exception {
        whileBlocked(database.dataSource(), pid -> awaitKnownBlocker());
        revisions.irreversible("slow", "b", "SELECT pg_sleep(2);");
        Future<MigrationResult> run = threads.submit(() -> migrator().upgrade("heads"));
        database.await("SELECT count(*) = 1 FROM pg_stat_activity WHERE application_name LIKE 'migration 1/1 slow %'"
                + " AND query LIKE '%pg_sleep%' AND datname = current_database()");

        assertThat(migrator().reader().snapshot().lock().runWait()).isEmpty();
        run.get();
    }

    private interface Look {
        void with(int pid) throws Exception;
    }

    /** Runs the upgrade, and looks while a transaction of psql blocks its second revision. */
    private void whileBlocked(DataSource source, Look look) throws Exception {
        try (Connection blocker = psql()) {
            int pid = blocker.unwrap(org.postgresql.PGConnection.class).getBackendPID();
            Future<MigrationResult> run = threads.submit(() -> builder()
                    .dataSource(source)
                    .settings(settings().toBuilder()
                            .retryFor(Duration.ofMinutes(1))
                            .build())
                    .build()
                    .upgrade("heads"));
            try {
                look.with(pid);
                assertThat(run).isNotDone();
            } finally {
                rollback(blocker);
            }
            run.get();
        }
    }

    private Connection psql() throws SQLException {
        PGSimpleDataSource source = (PGSimpleDataSource) database.dataSource();
        Connection connection = source.getConnection();
        connection.createStatement().execute("SET application_name = 'psql'");
        connection.setAutoCommit(false);
        connection.createStatement().execute("SELECT * FROM tickets");
        return connection;
    }

    /** The first attempts do not know the blockers yet: their query needs a connection. */
    private void awaitKnownBlocker() {
        database.await(
                "SELECT count(*) >= 1 FROM migration_history WHERE outcome = 'RETRY' AND facts -> 'blockers' <> '[]'");
    }
}
