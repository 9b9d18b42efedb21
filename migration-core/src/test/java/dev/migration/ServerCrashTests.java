// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.util.PSQLException;

import dev.migration.event.MigrationEvent;
import dev.migration.result.MigrationResult;
import dev.migration.test.postgres.OwnServer;
import dev.migration.test.postgres.OwnServer.Stop;

import static org.assertj.core.api.Assertions.assertThat;

/** A server that stops or crashes during an upgrade and is started again. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ServerCrashTests extends OwnServerTestBase {

    private static final String WAITS_AT_GATE =
            "EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 42 AND NOT granted)";

    /** The index is in the catalog and not valid. */
    private static final String BUILDS_INDEX = "EXISTS (SELECT FROM pg_index WHERE NOT indisvalid)";

    /** What happens to the server. */
    private enum Accident {
        FAST_RESTART {
            @Override
            void happen(OwnServer server, Connection observer) {
                server.stop(Stop.FAST).start();
            }
        },
        IMMEDIATE_RESTART {
            @Override
            void happen(OwnServer server, Connection observer) {
                server.stop(Stop.IMMEDIATE).start();
            }
        },
        /** SIGKILL of the session that migrates: the server ends all sessions and recovers. */
        KILLED_BACKEND {
            @Override
            void happen(OwnServer server, Connection observer) throws SQLException {
                kill(pid(observer, "application_name LIKE '%migration%'"));
            }
        },
        /** SIGKILL of another session. */
        KILLED_NEIGHBOUR {
            @Override
            void happen(OwnServer server, Connection observer) throws SQLException {
                kill(pid(observer, "pid = pg_backend_pid()"));
            }
        };

        abstract void happen(OwnServer server, Connection observer) throws SQLException;

        private static void kill(long pid) {
            ProcessHandle victim = ProcessHandle.of(pid).orElseThrow();
            assertThat(victim.destroyForcibly()).isTrue();
            victim.onExit().join();
        }

        private static long pid(Connection observer, String condition) throws SQLException {
            try (Statement statement = observer.createStatement();
                    var row = statement.executeQuery(
                            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND " + condition)) {
                assertThat(row.next()).isTrue();
                return row.getLong(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void runningRevisionIsRepeatedAndTheRunContinues(Accident accident) throws Exception {
        chain(GATE);
        List<String> undisturbed = undisturbed();

        Future<MigrationResult> run;
        try (Connection observer = database.dataSource().getConnection()) {
            execute(observer, "SELECT pg_advisory_lock(42)");
            run = upgrade(migrator());
            await(observer, WAITS_AT_GATE);
            accident.happen(server, observer);
        }

        run.get();
        assertEverythingOnce(undisturbed);
    }

    @ParameterizedTest
    @EnumSource
    void indexThatWasBeingBuiltIsBuiltAgainAndTheRunContinues(Accident accident) throws Exception {
        chain("");
        List<String> undisturbed = undisturbed();

        Future<MigrationResult> run;
        try (Connection observer = database.dataSource().getConnection();
                Connection writer = database.dataSource().getConnection()) {
            migrator().upgrade("r1");
            writer.setAutoCommit(false);
            execute(writer, "UPDATE t SET a = a WHERE a = 1");
            run = upgrade(migrator());
            await(observer, BUILDS_INDEX);
            accident.happen(server, observer);
        }

        run.get();
        assertEverythingOnce(undisturbed);
    }

    @Test
    void revisionsThatACrashRemovesFromTheLogAreRepeatedAsAWhole() throws Exception {
        // The log is written only when a session waits for it: the crash removes everything that no session waited for.
        server.configure("wal_writer_delay = 10s", "wal_writer_flush_after = 1GB");
        server.stop(Stop.FAST).start();
        for (int number = 0; number < 10; number++) {
            revisions.irreversible(
                    "r" + number,
                    number == 0 ? "" : "r" + (number - 1),
                    (number == 0 ? "CREATE TABLE done (name text);" : "") + note("r" + number));
        }
        revisions.irreversible("last", "r9", note("last") + GATE);
        List<String> undisturbed = undisturbed();

        List<String> finished = new CopyOnWriteArrayList<>();
        Future<MigrationResult> run;
        try (Connection observer = database.dataSource().getConnection()) {
            execute(observer, "SELECT pg_advisory_lock(42)");
            run = upgrade(builder().listener(event -> remember(event, finished)).build());
            await(observer, WAITS_AT_GATE);
            server.stop(Stop.IMMEDIATE).start();
        }

        run.get();
        assertThat(finished).as("Nothing was lost").hasSizeGreaterThan(11);
        assertThat(PsqlOracleTests.catalog(database)).isEqualTo(undisturbed);
        assertThat(text("SELECT string_agg(name, ' ' ORDER BY name) FROM done"))
                .isEqualTo("last r0 r1 r2 r3 r4 r5 r6 r7 r8 r9");
        assertThat(applied()).hasSize(11);
    }

    @Test
    void transactionIdThatIsAssignedAgainAfterACrashIsNoCommit() throws Exception {
        server.configure("wal_writer_delay = 10s", "wal_writer_flush_after = 1GB");
        server.stop(Stop.FAST).start();
        chain(GATE);

        Future<MigrationResult> run;
        try (Connection observer = database.dataSource().getConnection()) {
            execute(observer, "SELECT pg_advisory_lock(42)");
            CountDownLatch stopped = new CountDownLatch(1);
            run = upgrade(
                    builder().listener(event -> startAndBeBusy(event, stopped)).build());
            await(observer, WAITS_AT_GATE);
            server.stop(Stop.IMMEDIATE);
            stopped.countDown();
        }

        run.get();
        assertThat(text("SELECT string_agg(name, ' ' ORDER BY name) FROM done")).isEqualTo("r0 r1 r2");
    }

    @Test
    @Tag("slow")
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void thirtyCrashesLoseNoRevisionAndRepeatNone() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        longChain();
        List<String> undisturbed = undisturbed();
        int accidents = 0;
        while (accidents < 30) {
            database.reset();
            CountDownLatch begun = new CountDownLatch(1);
            Future<MigrationResult> run =
                    upgrade(builder().listener(event -> countDown(event, begun)).build());
            begun.await();
            while (accidents < 30 && !endsWithin(run, random.nextInt(1500))) {
                accidents += anyAccident(random) ? 1 : 0;
            }
            run.get();
            assertThat(PsqlOracleTests.catalog(database)).as("seed " + seed).isEqualTo(undisturbed);
            assertThat(text("SELECT count(*) || ' ' || count(DISTINCT name) FROM done"))
                    .isEqualTo("15 15");
            assertThat(applied()).hasSize(19);
            assertThat(text("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                    .isEqualTo("0");
        }
    }

    /** Whether it happened: a server that still recovers from the last crash accepts no connections. */
    private boolean anyAccident(Random random) throws SQLException {
        switch (random.nextInt(3)) {
            case 0 -> server.stop(Stop.FAST).start();
            case 1 -> server.stop(Stop.IMMEDIATE).start();
            default -> {
                try (Connection victim = database.dataSource().getConnection()) {
                    Accident.KILLED_NEIGHBOUR.happen(server, victim);
                } catch (PSQLException refused) {
                    assertThat(refused.getSQLState()).isEqualTo("57P03");
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean endsWithin(Future<MigrationResult> run, int millis) throws Exception {
        try {
            run.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        }
    }

    private static void countDown(MigrationEvent event, CountDownLatch begun) {
        if (event instanceof MigrationEvent.RevisionStarted) {
            begun.countDown();
        }
    }

    /** Fifteen revisions that must not run twice, and four that build an index concurrently. */
    private void longChain() {
        revisions.irreversible(
                "r0",
                "",
                "CREATE TABLE done (name text); CREATE TABLE t AS SELECT generate_series(1, 30000) a;" + note("r0"));
        String previous = "r0";
        for (int number = 1; number < 15; number++) {
            String id = "r" + number;
            revisions.irreversible(id, previous, note(id) + "SELECT pg_sleep(0.1);");
            previous = id;
            if (number % 4 == 0 || number == 14) {
                revisions.irreversible("i" + number, previous, "CREATE INDEX CONCURRENTLY ix" + number + " ON t (a);");
                previous = "i" + number;
            }
        }
    }

    /** The application reconnects before the migration, and uses the transaction ids that the crash has released. */
    private void startAndBeBusy(MigrationEvent event, CountDownLatch stopped) {
        if (event instanceof MigrationEvent.WaitingToRetry wait && wait.attempts() == 1) {
            await(stopped);
            server.start();
            for (int number = 0; number < 50; number++) {
                text("SELECT pg_current_xact_id()::text");
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void remember(MigrationEvent event, List<String> finished) {
        if (event instanceof MigrationEvent.RevisionFinished revision) {
            finished.add(revision.step().revision().id());
        }
    }

    private void assertEverythingOnce(List<String> undisturbed) {
        assertThat(PsqlOracleTests.catalog(database)).isEqualTo(undisturbed);
        assertThat(text("SELECT string_agg(name, ' ' ORDER BY name) FROM done")).isEqualTo("r0 r1 r2");
        assertThat(applied()).containsSubsequence("r0", "r1", "ix", "r2");
        assertThat(text("SELECT count(*) FROM pg_index WHERE NOT indisvalid")).isEqualTo("0");
        assertThat(text("SELECT count(*) - count(DISTINCT revision) FROM migration_history WHERE outcome = 'APPLIED'"))
                .isEqualTo("0");
        assertThat(text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                .isEqualTo("0");
    }

    /** Revisions that must not run twice; the second one runs an additional statement, and one runs in segments. */
    private void chain(String inTheMiddle) {
        revisions.irreversible(
                "r0",
                "",
                "CREATE TABLE done (name text); CREATE TABLE t AS SELECT generate_series(1, 3000) a;" + note("r0"));
        revisions.irreversible("r1", "r0", note("r1") + inTheMiddle);
        revisions.irreversible("ix", "r1", "CREATE INDEX CONCURRENTLY ix ON t (a);");
        revisions.irreversible("r2", "ix", note("r2"));
    }

    private static String note(String id) {
        return "INSERT INTO done VALUES ('" + id + "');\n";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
