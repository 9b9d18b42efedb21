// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Runs the jar on a terminal: {@code script} of util-linux provides one, and records the screen. */
@PostgresTest
class TerminalIT {

    private static final int TIMEOUT_IN_SECONDS = 60;
    private static final int STEPS = 4;

    @TempDir
    Path directory;

    private PostgresDatabase database;

    @BeforeEach
    void createRevisionsThatWaitForLocks(PostgresDatabase postgres) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script of util-linux is not installed");
        postgres.reset();
        database = postgres;
        Files.createDirectories(directory.resolve("revisions"));
        for (int step = 1; step <= STEPS; step++) {
            Files.writeString(
                    directory.resolve("revisions/r" + step + ".sql"),
                    "-- @revision r" + step + "\n" + (step == 1 ? "" : "-- @revises r" + (step - 1) + "\n")
                            + "-- @lock-timeout 2min\n-- @upgrade\nSELECT pg_advisory_xact_lock(4711, " + step
                            + ");\n");
        }
    }

    @Test
    void theProgressBarMovesWithEachRevision() throws Exception {
        try (Connection session = database.dataSource().getConnection();
                Statement locks = session.createStatement()) {
            for (int step = 1; step <= STEPS; step++) {
                locks.execute("SELECT pg_advisory_lock(4711, " + step + ")");
            }
            Process terminal = start("upgrade");

            for (int step = 1; step <= STEPS; step++) {
                awaitScreen(terminal, (step - 1) * 100 / STEPS + "% [", (step - 1) + "/" + STEPS, "r" + step);
                locks.execute("SELECT pg_advisory_unlock(4711, " + step + ")");
            }

            assertThat(terminal.waitFor(TIMEOUT_IN_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(terminal.exitValue()).isZero();
        }
        assertThat(screen()).contains("100% [=", "4/4", "Done: 4 revisions", "The database is at r4.");
    }

    @Test
    void aTerminalGetsColours() throws Exception {
        assertThat(start("upgrade", "nowhere").waitFor()).isEqualTo(2);
        assertThat(screen()).contains("\u001b[", "Failed: ");

        assertThat(start("--help").waitFor()).isZero();
        assertThat(screen()).contains("\u001b[");
    }

    /** Waits until one line of the progress bar has all of the parts. */
    private void awaitScreen(Process terminal, String... parts) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_IN_SECONDS);
        while (screen().lines().noneMatch(line -> hasAll(line, parts))) {
            assertThat(System.nanoTime()).as(screen()).isLessThan(deadline);
            assertThat(terminal.waitFor(20, TimeUnit.MILLISECONDS)).as(screen()).isFalse();
        }
    }

    private static boolean hasAll(String line, String... parts) {
        for (String part : parts) {
            if (!line.contains(part)) {
                return false;
            }
        }
        return true;
    }

    private String screen() throws IOException {
        Path typescript = directory.resolve("typescript");
        return Files.exists(typescript)
                ? new String(Files.readAllBytes(typescript), StandardCharsets.UTF_8).replace('\r', '\n')
                : "";
    }

    private Process start(String... arguments) throws IOException {
        String command =
                "stty cols 120; exec " + String.join(" ", CommandLineJar.java()) + " " + String.join(" ", arguments);
        ProcessBuilder builder = CommandLineJar.of(directory, database)
                .process(List.of(
                        "/usr/bin/script", "--quiet", "--return", "--flush", "--command", command, "typescript"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TERM", "xterm");
        builder.environment().remove("NO_COLOR");
        return builder.start();
    }
}
