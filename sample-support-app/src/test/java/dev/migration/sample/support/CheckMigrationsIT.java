// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;

/** The script that a build calls, {@code ci/check-migrations.sh}, and the workflow that calls it. */
class CheckMigrationsIT {

    private static final int TIMEOUT_IN_MINUTES = 15;

    @TempDir
    Path folder;

    @Test
    void allChecksPassAndWriteWhatReviewersRead() throws Exception {
        List<String> java = new ArrayList<>(List.of("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        java.addAll(UnpackedSample.command());
        java.add("migrations");
        try (PostgresDatabase database = PostgresServer.shared().createDatabase("ci")) {
            String printed = check(
                    0,
                    Map.of(
                            "MIGRATIONS", String.join(" ", java),
                            "SPRING_DATASOURCE_URL", database.url(),
                            "SPRING_DATASOURCE_USERNAME", database.username(),
                            "SPRING_DATASOURCE_PASSWORD", database.password()));

            assertThat(printed).contains("== branches may be applied in any order", "All checks passed");
        }
        assertThat(folder.resolve("migration.sql")).content().startsWith("-- Upgrade from base to");
        assertThat(folder.resolve("lint.md")).content().contains("| `abc123` | add ticket priority |");
        assertThat(folder.resolve("lint.sarif")).content().contains("\"version\"", "db/revisions/");
    }

    @Test
    void eachFailedCheckIsNamedAtTheEnd() throws Exception {
        assertThat(check(1, Map.of("MIGRATIONS", "false")))
                .contains(
                        "failed: upgrade an empty database to the one head (exit code 1)",
                        "failed: nothing dangerous for a running application (exit code 1)");
    }

    @Test
    void theWorkflowCallsTheScriptAndPinsWhatItUses() throws IOException {
        String workflow = Files.readString(Path.of("ci", "migrations.yml"));

        assertThat(workflow).contains("run: ci/check-migrations.sh ");
        assertThat(workflow.lines().filter(line -> line.contains("uses:")))
                .isNotEmpty()
                .allMatch(line -> line.matches(".*@[0-9a-f]{40} # v[0-9.]+"));
    }

    private String check(int exitCode, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder("ci/check-migrations.sh", "app.jar", folder.toString());
        script.environment().putAll(environment);
        Path output = folder.resolve("output.txt");
        Process process =
                script.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            assertThat(process.waitFor(TIMEOUT_IN_MINUTES, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isEqualTo(exitCode);
        return printed;
    }
}
