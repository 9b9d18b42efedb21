// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.test.postgres.OwnServer;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long an application waits while a tool alters a table that others use: the table "Comparison in one run" of
 * docs/reliability.md. The versions of the other tools are those of the build; others are chosen with {@code -Dflyway.version} and
 * {@code -Dliquibase.version}.
 */
@Tag("slow")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@Isolated("measures how long readers wait")
class LockComparisonTests {

    private static final Logger log = LoggerFactory.getLogger("dev.migration.test.LockComparison");
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    private record Measured(int attempts, Duration worstWait, boolean withinLimit, Duration took) {}

    @Test
    void eachToolAltersATableThatOthersUse() throws Exception {
        List<String> rows = new ArrayList<>(List.of(
                "| who holds the lock | tool | attempts | longest wait of the application | the ALTER succeeded |",
                "|---|---|---|---|---|"));
        Path folder = Files.createDirectory(directory.resolve("server"));
        try (OwnServer server =
                OwnServer.create(folder, "autovacuum_naptime = 1s").start()) {
            for (LockWorkload workload : LockWorkload.values()) {
                for (ComparedTool tool : toolsFor(workload)) {
                    Measured measured = measure(server, workload, tool);
                    // What the tools do differs, and their times; that the statement runs in the end does not.
                    rows.add(row(workload, tool, measured));
                    log.warn("{}", rows.get(rows.size() - 1));
                }
            }
        } finally {
            threads.shutdownNow();
        }
        log.warn("Measured:\n{}", String.join("\n", rows));
        assertThat(rows).hasSize(22);
    }

    private static List<ComparedTool> toolsFor(LockWorkload workload) {
        List<ComparedTool> tools = new ArrayList<>(List.of(
                ComparedTool.PSQL,
                ComparedTool.FLYWAY,
                ComparedTool.LIQUIBASE,
                ComparedTool.OURS,
                ComparedTool.OURS_SIX));
        if (workload == LockWorkload.IDLE) {
            tools.set(4, ComparedTool.OURS_TERMINATING);
        }
        return tools;
    }

    private Measured measure(OwnServer server, LockWorkload workload, ComparedTool tool) throws Exception {
        Path folder = Files.createDirectories(directory.resolve(workload.name() + tool.name()));
        try (PostgresDatabase database = server.createDatabase("compared");
                LockWorkload.Sessions sessions = new LockWorkload.Sessions(database, threads)) {
            sessions.begin(workload);
            long start = System.nanoTime();
            Future<Integer> attempts = threads.submit(() -> tool.alter(database, folder));
            boolean withinLimit = endsWithin(attempts);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            Duration worst = sessions.worstWait();
            int tries = attempts.get();
            database.await("SELECT count(*) = 1 FROM information_schema.columns WHERE table_name = 'tickets'"
                    + " AND column_name = 'priority'");
            return new Measured(tries, worst, withinLimit, took);
        }
    }

    private static boolean endsWithin(Future<?> run) throws Exception {
        try {
            run.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException tooLong) {
            return false;
        }
    }

    private static String row(LockWorkload workload, ComparedTool tool, Measured measured) throws Exception {
        return "| " + workload.title() + " | " + tool.title() + " | " + measured.attempts() + " | "
                + "%,d ms".formatted(measured.worstWait().toMillis()) + " | "
                + (measured.withinLimit()
                        ? "after %.1f s".formatted(measured.took().toMillis() / 1000.0)
                        : "not within " + LONGEST.toSeconds() + " s")
                + " |";
    }
}
