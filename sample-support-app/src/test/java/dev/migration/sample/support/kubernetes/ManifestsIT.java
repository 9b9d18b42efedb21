// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.sample.support.SampleProcess;
import dev.migration.sample.support.UnpackedSample;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the packaged application with the arguments and the variables of the manifests, without a cluster. */
@PostgresTest
class ManifestsIT {

    @TempDir
    private Path folder;

    @Test
    void thePodsWaitUntilTheJobHasUpgraded(PostgresDatabase database) throws Exception {
        database.reset();
        var pods = Manifests.of("application.yaml Deployment");
        var job = Manifests.container(Manifests.of("migrate.yaml Job"), "containers");

        try (var pod = start(Manifests.container(pods, "containers"), database)) {
            pod.awaitOutput("for another process to upgrade the database");
            assertThat(applied(database)).isZero();
            SampleProcess.run(
                    UnpackedSample.command(),
                    folder,
                    environment(job, database),
                    Manifests.arguments(job).toArray(String[]::new));
            pod.awaitUp();
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                assertThat(pod.get(path(pods, probe)).statusCode()).as(probe).isEqualTo(200);
            }
        }
    }

    @Test
    void aPodStartsAfterItsInitContainer(PostgresDatabase database) throws Exception {
        database.reset();
        var pods = Manifests.of("init-container.yaml Deployment");
        var first = Manifests.container(pods, "initContainers");

        SampleProcess.run(
                UnpackedSample.command(),
                folder,
                environment(first, database),
                Manifests.arguments(first).toArray(String[]::new));
        assertThat(applied(database)).isPositive();
        try (var pod = start(Manifests.container(pods, "containers"), database)) {
            pod.awaitUp();
        }
    }

    @Test
    void theDockerfileCopiesEachLayerOfTheJar() throws IOException {
        try (var jar = new JarFile(System.getProperty("sample.jar"))) {
            var index = new String(
                    jar.getInputStream(jar.getEntry("BOOT-INF/layers.idx")).readAllBytes(), StandardCharsets.UTF_8);
            var copied = Files.readString(Manifests.FOLDER.resolve("Dockerfile"));

            assertThat(index.lines()
                            .filter(line -> line.startsWith("- "))
                            .map(line -> line.replaceAll("[-\": ]+$|^- \"", "")))
                    .hasSizeGreaterThan(3)
                    .allSatisfy(layer -> assertThat(copied).contains("/build/layers/" + layer + "/ ./"));
        }
    }

    private SampleProcess start(JsonObject container, PostgresDatabase database) throws IOException {
        return SampleProcess.start(UnpackedSample.command(), folder, environment(container, database));
    }

    /** The variables of a container, and those of the secrets. */
    private static Map<String, String> environment(JsonObject container, PostgresDatabase database) {
        Map<String, String> variables = new HashMap<>(Manifests.variables(container));
        variables.put("SPRING_DATASOURCE_URL", database.url());
        variables.put("SPRING_DATASOURCE_USERNAME", database.username());
        variables.put("SPRING_DATASOURCE_PASSWORD", database.password());
        return variables;
    }

    private static String path(JsonObject pods, String probe) {
        return Manifests.container(pods, "containers")
                .getAsJsonObject(probe)
                .getAsJsonObject("httpGet")
                .get("path")
                .getAsString();
    }

    private static long applied(PostgresDatabase database) {
        return JdbcClient.create(database.dataSource())
                .sql("SELECT count(*) FROM pg_class WHERE relname = 'tickets'")
                .query(Long.class)
                .single();
    }
}
