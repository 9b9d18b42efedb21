// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks.batch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

import javax.sql.DataSource;

/** An application that updates a random row, again and again, and measures how long each update takes. */
final class Application implements AutoCloseable {

    private final DataSource source;
    private final int rows;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile boolean stopped;

    Application(DataSource source, int rows) {
        this.source = source;
        this.rows = rows;
    }

    /** What its updates took. */
    record Waits(long[] sortedNanos) {

        long longestMillis() {
            return sortedNanos[sortedNanos.length - 1] / 1_000_000;
        }

        long percentile99Millis() {
            return sortedNanos[(int) (sortedNanos.length * 0.99)] / 1_000_000;
        }
    }

    /** Runs while the work runs. */
    Waits during(Callable<?> work) throws Exception {
        Future<long[]> updates = thread.submit(this::update);
        try {
            work.call();
        } finally {
            stopped = true;
        }
        return new Waits(updates.get());
    }

    private long[] update() throws SQLException {
        long[] nanos = new long[1024];
        int count = 0;
        try (Connection connection = source.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE customers SET visits = visits + 1 WHERE id = ?")) {
            do {
                update.setInt(1, ThreadLocalRandom.current().nextInt(rows) + 1);
                long start = System.nanoTime();
                update.executeUpdate();
                nanos = count == nanos.length ? Arrays.copyOf(nanos, count * 2) : nanos;
                nanos[count++] = System.nanoTime() - start;
            } while (!stopped);
        }
        long[] all = Arrays.copyOf(nanos, count);
        Arrays.sort(all);
        return all;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
