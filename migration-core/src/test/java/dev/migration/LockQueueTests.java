// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.event.MigrationEvent;
import dev.migration.test.postgres.LockReaders;

import static org.assertj.core.api.Assertions.assertThat;

/** The lock queue: a session that waits for a strong lock blocks all later lock requests. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Isolated("measures how long readers wait")
class LockQueueTests extends MigratorTestBase {

    private static final Logger log = LoggerFactory.getLogger("dev.migration.test.LockQueue");
    private static final int READERS = 8;
    private static final String READ = "SELECT count(*), pg_sleep(0.005) FROM tickets";
    private static final Duration REPORT = Duration.ofSeconds(6);

    @BeforeEach
    void createTickets() {
        sql("CREATE TABLE tickets AS SELECT generate_series(1, 1000) AS id");
        revisions.irreversible("a", "", "ALTER TABLE tickets ADD COLUMN priority int;");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void readersGoOnWhileAnAlterWaitsForALongReport(int instances) throws Exception {
        CountDownLatch reportRuns = new CountDownLatch(1);
        Future<?> report = threads.submit(() -> report(reportRuns));
        assertThat(reportRuns.await(30, TimeUnit.SECONDS)).isTrue();
        LockReaders readers = LockReaders.start(database, threads, READERS, READ);
        AtomicInteger tries = new AtomicInteger(1);

        atOnce(
                instances,
                () -> builder()
                        .listener(at(MigrationEvent.WaitingToRetry.class, event -> tries.incrementAndGet()))
                        .build()
                        .upgrade("heads"));

        Duration worst = readers.longestWait();
        report.get();
        log.warn(
                "{} instances: the ALTER got through at try {}; the worst wait of {} readers was {} ms",
                instances,
                tries,
                READERS,
                worst.toMillis());
        assertThat(columns()).contains("tickets.priority");
        assertThat(tries.get()).isGreaterThan(2);
        assertThat(worst).isLessThan(Duration.ofSeconds(1));
    }

    /** At every moment at least three of them are open; without an escalating timeout the ALTER never gets through. */
    @Test
    void shortTransactionsThatTakeTurnsDoNotStarveAnAlter() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<Future<?>> jobs = new ArrayList<>();
        CountDownLatch jobsRun = new CountDownLatch(4);
        for (int job = 0; job < 4; job++) {
            double start = job * 0.25;
            jobs.add(threads.submit(() -> takeTurns(start, jobsRun, over)));
        }
        assertThat(jobsRun.await(30, TimeUnit.SECONDS)).isTrue();
        LockReaders reader = LockReaders.start(database, threads, 1, READ);
        List<MigrationEvent.WaitingToRetry> waits = new ArrayList<>();

        builder()
                .listener(at(MigrationEvent.WaitingToRetry.class, waits::add))
                .build()
                .upgrade("heads");

        over.set(true);
        for (Future<?> job : jobs) {
            job.get();
        }
        log.warn(
                "The ALTER got through at try {}; the worst wait of a reader was {} ms",
                waits.size() + 1,
                reader.longestWait().toMillis());
        assertThat(columns()).contains("tickets.priority");
        // By doubling, max-wait is reached at the seventh attempt.
        assertThat(waits).hasSizeLessThan(20);
        assertThat(waits).last().satisfies(wait -> assertThat(wait.reason()).contains("short transactions"));
    }

    private Void takeTurns(double start, CountDownLatch running, AtomicBoolean over) throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_sleep(" + start + ")");
            connection.setAutoCommit(false);
            while (!over.get()) {
                statement.execute("SELECT count(*) FROM tickets");
                running.countDown();
                statement.execute("SELECT pg_sleep(1)");
                connection.commit();
            }
        }
        return null;
    }

    private Void report(CountDownLatch running) throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM tickets");
            running.countDown();
            statement.execute("SELECT pg_sleep(" + REPORT.toSeconds() + ")");
            connection.commit();
        }
        return null;
    }
}
