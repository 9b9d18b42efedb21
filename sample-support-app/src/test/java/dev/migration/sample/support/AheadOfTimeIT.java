// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.test.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the packaged application with the code that its build generated ahead of time, as a native image does. */
class AheadOfTimeIT {

    private static final String DATABASE = "/contexts/support-app/databases/primary";

    @TempDir
    Path folder;

    @Test
    void generatedCodeAppliesEveryRevisionIncludingTheOneInJava() throws Exception {
        try (var database = PostgresServer.shared().createDatabase("ahead_of_time")) {
            var environment = new HashMap<>(Map.of(
                    "JAVA_TOOL_OPTIONS", "-Dspring.aot.enabled=true",
                    "SPRING_DATASOURCE_URL", database.url(),
                    "SPRING_DATASOURCE_USERNAME", database.username(),
                    "SPRING_DATASOURCE_PASSWORD", database.password()));
            try (var app = SampleProcess.start(folder, environment).awaitUp()) {
                assertThat(app.output()).contains("Starting AOT-processed SupportApplication");
                var state = app.json("/actuator/migrations").at(DATABASE);
                assertThat(state.at("/status").asString()).isEqualTo("UP_TO_DATE");
                assertThat(state.at("/history").size()).isEqualTo(SampleRevisions.count());
                assertThat(app.json("/actuator/migrations/data001")
                                .at(DATABASE + "/applied/type")
                                .asString())
                        .isEqualTo("JAVA");
                assertThat(app.get("/actuator/migrationspage").body()).contains("The database is up to date");
                assertThat(app.json("/actuator/health").at("/status").asString())
                        .isEqualTo("UP");
            }
        }
    }
}
