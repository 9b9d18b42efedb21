// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.tenant.TenantReport;
import dev.migration.tenant.TenantSettings.OnFailure;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The time for 1,000 tenants with 20 revisions, compared with plain JDBC that runs the same statements in the same number of transactions and connections. It prints the times, and fails only if a tenant is not upgraded.
 */
@Tag("slow")
@Isolated("measures time")
class TenantSpeedTests extends TenantTestBase {

    private static final Logger log = LoggerFactory.getLogger("dev.migration.test.speed");
    private static final int TENANTS = Integer.getInteger("tenants", 1000);
    private static final int REVISIONS = 20;
    private static final int PARALLEL = Integer.getInteger("parallel", 4);

    @Test
    void manyTenantsAreUpgradedAndRead() throws Exception {
        String previous = "";
        for (int number = 1; number <= REVISIONS; number++) {
            revisions.irreversible("r" + number, previous, statement(number));
            previous = "r" + number;
        }
        warmUp();
        String[] bare = make("raw", TENANTS);
        String[] names = make("tenant", TENANTS);
        Duration raw = timed("raw JDBC", () -> raw(bare));
        Duration fresh = timed(
                "fresh", () -> upgrade(names, "upgraded (" + "%,d".formatted(TENANTS * REVISIONS) + " revisions)"));
        timed("nothing pending", () -> upgrade(names, "up to date"));
        timed("nothing pending, again", () -> upgrade(names, "up to date"));
        revisions.irreversible("more", previous, "ALTER TABLE r1 ADD COLUMN more int;");
        timed("one revision each", () -> upgrade(names, "upgraded"));
        log.info("fresh / raw JDBC = {}", "%.2f".formatted((double) fresh.toNanos() / raw.toNanos()));
    }

    private static String statement(int number) {
        return "CREATE TABLE r" + number + " (id bigint PRIMARY KEY, name text NOT NULL);";
    }

    private void warmUp() throws Exception {
        raw(make("warmraw", 20));
        upgrade(make("warm", 20), "upgraded");
    }

    private String[] make(String prefix, int number) {
        String[] names = IntStream.rangeClosed(1, number)
                .mapToObj(tenant -> prefix + tenant)
                .toArray(String[]::new);
        schemas(names);
        return names;
    }

    private Void upgrade(String[] names, String expected) {
        TenantReport report = tenants(builder(), settings(PARALLEL, OnFailure.CONTINUE), names)
                .upgradeAll()
                .requireComplete();
        assertThat(report.toString()).contains(expected);
        return null;
    }

    private Void raw(String[] names) throws Exception {
        Queue<String> queue = new ConcurrentLinkedQueue<>(List.of(names));
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
        List<Future<?>> workers = new ArrayList<>();
        for (int worker = 0; worker < PARALLEL; worker++) {
            workers.add(threads.submit(() -> {
                rawWorker(queue);
                return null;
            }));
        }
        threads.shutdown();
        for (Future<?> worker : workers) {
            worker.get();
        }
        return null;
    }

    private void rawWorker(Queue<String> queue) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // As in a run: only the last commit waits for the disk.
            statement.execute("SET synchronous_commit = off");
            for (String tenant = queue.poll(); tenant != null; tenant = queue.poll()) {
                statement.execute("SET search_path = " + tenant + ", public");
                connection.commit();
                for (int number = 1; number <= REVISIONS; number++) {
                    statement.execute(statement(number));
                    connection.commit();
                }
            }
        }
    }

    private static Duration timed(String what, Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        log.info(
                "{} tenants x {} revisions, {} at a time, {}: {} ms",
                TENANTS,
                REVISIONS,
                PARALLEL,
                what,
                took.toMillis());
        return took;
    }
}
