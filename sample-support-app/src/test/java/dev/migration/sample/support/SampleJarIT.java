// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import dev.migration.test.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the packaged application without any preparation, as a user does. Later starts in the same folder, and the tests of
 * what does not depend on the package, are of the unpacked application, which starts sooner.
 */
class SampleJarIT {

    private static final String MIGRATIONS = "/contexts/support-app/databases/primary";

    @TempDir
    Path folder;

    @Test
    void freshStartAppliesEveryRevisionAndTheNextStartNone() throws Exception {
        int ticket;
        try (var app = SampleProcess.start(folder, Map.of()).awaitUp()) {
            assertUpToDate(app);
            assertThat(revisionsRun(app)).isEqualTo(SampleRevisions.count());
            assertThat(app.json("/actuator/health").at("/status").asString()).isEqualTo("UP");
            ticket = openTicket(app);
        }
        try (var app = start().awaitUp()) {
            assertUpToDate(app);
            assertThat(revisionsRun(app)).isZero();
            assertThat(app.json("/api/tickets/" + ticket).at("/title").asString())
                    .isEqualTo("From outside");
        }
    }

    /** With this profile {@code mvn spring-boot:run} starts. */
    @Test
    void freshStartWithAnalyticsMigratesASecondDatabase() throws Exception {
        var environment = Map.of("SPRING_PROFILES_ACTIVE", "analytics");
        try (var app = SampleProcess.startUnpacked(folder, environment).awaitUp()) {
            assertUpToDate(app);
            var second = app.json("/actuator/migrations").at("/contexts/support-app/databases/analytics");
            assertThat(second.at("/status").asString()).isEqualTo("UP_TO_DATE");
            assertThat(second.at("/history/0/revision").asString()).startsWith("ana");
            app.awaitOutput("The report has updated ");
            assertThat(app.get("/overview").body()).contains("Numbers by week");
        }
    }

    @Test
    void startAfterAKillContinuesWithTheData() throws Exception {
        int ticket;
        try (var app = start().awaitUp()) {
            ticket = openTicket(app);
            app.kill();
        }
        assertThat(orphan())
                .as("the server of the killed instance, which continues to run")
                .isPresent();
        try (var app = start().awaitUp()) {
            assertUpToDate(app);
            assertThat(app.json("/api/tickets/" + ticket).at("/title").asString())
                    .isEqualTo("From outside");
        }
        assertThat(orphan()).as("the server after a clean shutdown").isEmpty();
    }

    @Test
    void twoInstancesThatStartAtOnceApplyEveryRevisionOnce() throws Exception {
        try (var database = PostgresServer.shared().createDatabase("sample_jar")) {
            var environment = Map.of(
                    "SPRING_DATASOURCE_URL", database.url(),
                    "SPRING_DATASOURCE_USERNAME", database.username(),
                    "SPRING_DATASOURCE_PASSWORD", database.password());
            try (var first = SampleProcess.startUnpacked(folder, environment);
                    var second = SampleProcess.startUnpacked(folder, environment)) {
                assertUpToDate(first.awaitUp());
                assertUpToDate(second.awaitUp());
                assertThat(revisionsRun(first) + revisionsRun(second)).isEqualTo(SampleRevisions.count());
                assertThat(first.json("/api/tickets").at("/page/totalElements").asInt())
                        .isEqualTo(40);
            }
        }
        assertThat(folder.resolve("support-app-data")).doesNotExist();
    }

    /** Ends a server that a failed test left running after a kill. */
    @AfterEach
    void endOrphan() throws Exception {
        var orphan = orphan();
        if (orphan.isPresent()) {
            orphan.get().destroy();
            orphan.get().onExit().get(30, TimeUnit.SECONDS);
        }
    }

    private SampleProcess start() throws IOException {
        return SampleProcess.startUnpacked(folder, Map.of());
    }

    private static int openTicket(SampleProcess app) throws Exception {
        var requester = app.json("/api/users").at("/0/id").asInt();
        var request = "{\"title\": \"From outside\", \"requesterId\": %d}".formatted(requester);
        return app.post("/api/tickets", request).at("/id").asInt();
    }

    private static void assertUpToDate(SampleProcess app) throws Exception {
        var state = app.json("/actuator/migrations").at(MIGRATIONS);
        assertThat(state.at("/status").asString()).isEqualTo("UP_TO_DATE");
        assertThat(texts(state.at("/current"))).containsExactly(SampleRevisions.head());
        assertThat(texts(state.at("/heads"))).containsExactly(SampleRevisions.head());
        assertThat(state.at("/pending").isEmpty()).isTrue();
        assertThat(state.at("/history")
                        .valueStream()
                        .map(entry -> entry.at("/revision").asString()))
                .containsExactlyInAnyOrderElementsOf(SampleRevisions.ids());
        assertThat(state.at("/history").valueStream().map(entry -> entry.at("/durationMillis")))
                .allMatch(JsonNode::isIntegralNumber);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    /** The number of revisions that this process has run. The meter may not exist if nothing was recorded. */
    private static int revisionsRun(SampleProcess app) throws Exception {
        if (app.get("/actuator/metrics/migration.revision").statusCode() == 404) {
            return 0;
        }
        return app.json("/actuator/metrics/migration.revision")
                .at("/measurements")
                .valueStream()
                .filter(measurement -> measurement.at("/statistic").asString().equals("COUNT"))
                .mapToInt(measurement -> measurement.at("/value").asInt())
                .sum();
    }

    /** The process of the embedded server, if it runs. */
    private Optional<ProcessHandle> orphan() throws IOException {
        var data = folder.resolve("support-app-data");
        if (Files.exists(data)) {
            try (var children = Files.newDirectoryStream(data, "postgres-*")) {
                return process(children.iterator().next().resolve("postmaster.pid"));
            }
        }
        return Optional.empty();
    }

    private static Optional<ProcessHandle> process(Path pidFile) throws IOException {
        if (Files.notExists(pidFile)) {
            return Optional.empty();
        }
        return ProcessHandle.of(
                Long.parseLong(Files.readAllLines(pidFile).get(0).strip()));
    }
}
