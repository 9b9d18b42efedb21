// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.rolling;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Looks ten times a second which sessions of the application wait for a lock, and how far the batches of the demo are. */
final class DatabaseWatch implements AutoCloseable {

    /** The sessions of the library have names that begin with its name. The state tables exist: version 1 has run. */
    private static final String LOOK = """
            SELECT waits.number, waits.millis, coalesce(batch.percent, 0)
              FROM (SELECT count(*) AS number,
                           coalesce(max(extract(epoch FROM clock_timestamp() - waitstart)), 0) * 1000 AS millis
                      FROM pg_locks JOIN pg_stat_activity AS session USING (pid)
                     WHERE NOT granted AND datname = current_database()
                       AND application_name NOT LIKE 'migration%') AS waits
              LEFT JOIN (SELECT least(100.0, 100.0 * rows_passed / greatest(row_estimate, 1)) AS percent
                           FROM migration_batch
                          WHERE revision LIKE 'urgency%'
                          ORDER BY updated_at DESC LIMIT 1) AS batch ON true
            """;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Queue<Look> looks = new ConcurrentLinkedQueue<>();
    private final Connection connection;
    private final JdbcClient jdbc;
    private final Stopwatch clock;

    /** @param connection is closed at the end */
    DatabaseWatch(Connection connection, Stopwatch clock) {
        this.connection = connection;
        this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        this.clock = clock;
    }

    void start() {
        timer.scheduleWithFixedDelay(this::look, 0, 100, TimeUnit.MILLISECONDS);
    }

    private void look() {
        looks.add(jdbc.sql(LOOK)
                .query((row, number) -> new Look(clock.seconds(), row.getInt(1), row.getDouble(2), row.getDouble(3)))
                .single());
    }

    List<Look> looks() {
        return List.copyOf(looks);
    }

    /** Waits for the look that is under way. */
    @Override
    public void close() throws SQLException {
        timer.shutdown();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(timer::isTerminated);
        connection.close();
    }
}
