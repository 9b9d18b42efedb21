// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.startup;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.TestContexts;

import static org.assertj.core.api.Assertions.assertThat;

/** An application that is terminated while it migrates. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TerminationTests extends EmptyDatabase {

    @TempDir
    private Path directory;

    @Test
    void sigtermDuringARevisionRollsItBack() throws Exception {
        Path revisions = Files.createDirectory(directory.resolve("revisions"));
        Files.writeString(revisions.resolve("a.sql"), """
                -- @revision a
                -- @upgrade
                CREATE TABLE half (id int);
                SELECT pg_sleep(600);
                """);
        Process application = start(revisions);
        try {
            await("SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                    + " AND datname = current_database()");

            // SIGTERM
            application.destroy();

            assertThat(application.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            application.destroyForcibly();
        }
        await("SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name ~ 'migration'"
                + " AND datname = current_database()");
        assertThat(text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                .isEqualTo("0");
        assertThat(text("SELECT coalesce(to_regclass('half')::text, 'none')")).isEqualTo("none");
        assertThat(text("SELECT outcome || ' ' || (detail ~ 'stopped on request') FROM migration_history"))
                .isEqualTo("FAILED true");
    }

    // Reading from a process cannot be interrupted.
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void sigtermDuringModeWaitEndsTheProcessAtOnce() throws Exception {
        Path revisions = Files.createDirectory(directory.resolve("revisions"));
        Files.writeString(revisions.resolve("a.sql"), "-- @revision a\n-- @upgrade\nSELECT 1;");
        Process application = command(revisions, "--migration.on-startup=wait", "--logging.level.dev.migration=info")
                .start();
        try (BufferedReader output = application.inputReader()) {
            List<String> before = output.lines()
                    .takeWhile(line -> !line.contains("Waiting for another process to upgrade the database: a missing"))
                    .toList();
            assertThat(application.isAlive()).as(String.join("\n", before)).isTrue();

            // SIGTERM
            application.destroy();

            assertThat(application.waitFor(1, TimeUnit.MINUTES)).isTrue();
            // 128 + 15 (SIGTERM): nothing else ended the process.
            assertThat(application.exitValue()).isEqualTo(143);
        } finally {
            application.destroyForcibly();
        }
        assertThat(text("SELECT coalesce(to_regclass('migration_revision')::text, 'none')"))
                .isEqualTo("none");
    }

    private Process start(Path revisions) throws Exception {
        return command(revisions)
                .redirectOutput(directory.resolve("application.txt").toFile())
                .start();
    }

    private ProcessBuilder command(Path revisions, String... settings) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Application.class.getName(),
                "--spring.main.web-application-type=none",
                "--migration.locations=filesystem:" + revisions));
        Stream.of(TestContexts.connection("--spring.datasource", database)).forEach(command::add);
        command.addAll(List.of(settings));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private void await(String condition) {
        database.await(condition);
    }

    private String text(String query) {
        return Queries.string(database, query);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, MigrationAutoConfiguration.class})
    static class Application {

        public static void main(String[] arguments) {
            SpringApplication.run(Application.class, arguments);
        }
    }
}
