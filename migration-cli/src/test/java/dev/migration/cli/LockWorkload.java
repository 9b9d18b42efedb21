// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import dev.migration.test.postgres.LockReaders;
import dev.migration.test.postgres.PostgresDatabase;

import static java.util.Objects.requireNonNull;

/** Sessions of an application that use the table {@code tickets} while a tool wants to alter it. */
enum LockWorkload {
    LONG_REPORT("a reader of 6 s") {
        @Override
        void begin(Sessions sessions) throws Exception {
            sessions.start(statement -> {
                statement.execute("BEGIN; " + READ);
                sessions.begun();
                statement.execute("SELECT pg_sleep(6); COMMIT");
            });
        }
    },
    SHORT_TRANSACTIONS("four transactions of 1 s that overlap") {
        @Override
        void begin(Sessions sessions) throws Exception {
            for (int job = 0; job < 4; job++) {
                double pause = job * 0.25;
                sessions.start(statement -> {
                    statement.execute("SELECT pg_sleep(" + pause + ")");
                    do {
                        statement.execute("BEGIN; " + READ);
                        sessions.begun();
                        statement.execute("SELECT pg_sleep(1); COMMIT");
                    } while (!sessions.over.get());
                });
            }
        }
    },
    AUTOVACUUM("an autovacuum worker") {
        /** Each page of the table costs the worker a tenth of a second. */
        @Override
        void begin(Sessions sessions) throws SQLException {
            sessions.execute(
                    "ALTER TABLE tickets SET (autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1,"
                            + " autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0)",
                    "DELETE FROM tickets WHERE id % 2 = 1");
            sessions.database.await(
                    "SELECT count(*) > 0 FROM pg_stat_progress_vacuum WHERE datname = current_database()"
                            + " AND relid = 'tickets'::regclass");
        }
    },
    IDLE("a session that is idle in a transaction for 15 s") {
        @Override
        void begin(Sessions sessions) throws Exception {
            sessions.start(statement -> {
                statement.execute("BEGIN; " + READ);
                sessions.begun();
                sessions.overFor(Duration.ofSeconds(15));
            });
        }
    };

    private static final String READ = "SELECT id FROM tickets LIMIT 1";
    private static final String READ_SLOWLY = "SELECT id, pg_sleep(0.005) FROM tickets LIMIT 1";
    private static final int READERS = 8;

    private final String title;

    LockWorkload(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Begins the sessions that hold the lock, and waits until one of each kind holds it. */
    abstract void begin(Sessions sessions) throws Exception;

    /** Work that may fail because its session is terminated. */
    private interface Work {
        void run(Statement statement) throws Exception;
    }

    /** The sessions of one measurement. */
    static final class Sessions implements AutoCloseable {

        private final PostgresDatabase database;
        private final ExecutorService threads;
        private final AtomicBoolean over = new AtomicBoolean();
        private final CountDownLatch ended = new CountDownLatch(1);
        private final CountDownLatch begun = new CountDownLatch(1);
        private @Nullable LockReaders readers;

        Sessions(PostgresDatabase database, ExecutorService threads) throws SQLException {
            this.database = database;
            this.threads = threads;
            execute(
                    "CREATE TABLE tickets (id int, filler text)",
                    "INSERT INTO tickets SELECT n, repeat('x', 2000) FROM generate_series(1, 4000) AS n");
        }

        /** Begins the workload, and then the readers, whose waits are measured. */
        void begin(LockWorkload workload) throws Exception {
            workload.begin(this);
            if (workload != AUTOVACUUM) {
                begun.await();
            }
            readers = LockReaders.start(database, threads, READERS, READ_SLOWLY);
        }

        /** Ends the sessions. */
        Duration worstWait() throws Exception {
            close();
            return requireNonNull(readers).longestWait();
        }

        @Override
        public void close() {
            over.set(true);
            if (readers != null) {
                readers.close();
            }
            ended.countDown();
        }

        private void begun() {
            begun.countDown();
        }

        private void overFor(Duration longest) throws InterruptedException {
            if (!ended.await(longest.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
                ended.countDown();
            }
        }

        private void start(Work work) {
            threads.submit(() -> {
                try (Connection connection = database.dataSource().getConnection();
                        Statement statement = connection.createStatement()) {
                    work.run(statement);
                }
                return null;
            });
        }

        private void execute(String... statements) throws SQLException {
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }
    }
}
