// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sessions that read a table again and again, to measure how long another session makes them wait for its lock. */
public final class LockReaders implements AutoCloseable {

    private final PostgresDatabase database;
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Future<Duration>> readers = new ArrayList<>();

    private LockReaders(PostgresDatabase database) {
        this.database = database;
    }

    /**
     * Starts readers, each in a session of its own.
     *
     * @param query reads the table
     */
    public static LockReaders start(PostgresDatabase database, ExecutorService threads, int readers, String query) {
        LockReaders started = new LockReaders(database);
        for (int reader = 0; reader < readers; reader++) {
            started.readers.add(threads.submit(() -> started.longestRead(query)));
        }
        return started;
    }

    /** Ends the sessions, and returns the time of the slowest read. */
    public Duration longestWait() throws Exception {
        close();
        Duration longest = Duration.ZERO;
        for (Future<Duration> reader : readers) {
            longest = longer(longest, reader.get());
        }
        return longest;
    }

    /** Ends the sessions after their present read. */
    @Override
    public void close() {
        over.set(true);
    }

    private Duration longestRead(String query) throws SQLException {
        Duration longest = Duration.ZERO;
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            while (!over.get()) {
                long start = System.nanoTime();
                statement.execute(query);
                longest = longer(longest, Duration.ofNanos(System.nanoTime() - start));
            }
        }
        return longest;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
