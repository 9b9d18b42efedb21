// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

import dev.migration.boot.operation.Shop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the answers in {@code docs/spring-boot.md} with real answers of the endpoint, except for values that vary, such as times and
 * host names. In the file, each answer follows a comment with its name. The real answers are written to {@code target/answers}.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DocumentedAnswersTests extends PageTests {

    private static final Handbook HANDBOOK = new Handbook(Path.of("..", "docs", "spring-boot.md"));
    private static final Path ANSWERS = Path.of("target", "answers");
    private static final String GATED = PageFixture.GATE.replaceFirst(";$", "");

    /** The fields whose values vary. */
    private static final Set<String> VARYING = Set.of(
            "appliedAt",
            "at",
            "durationMillis",
            "host",
            "appliedBy",
            "doneBy",
            "user",
            "pid",
            "seconds",
            "since",
            "blockedBy",
            "remedy",
            "client",
            "toolVersion",
            "source",
            "checksum",
            "run",
            "requestedAt",
            "endedAt",
            "queuedAt",
            "approvedBy");

    @BeforeEach
    void writeRevisions() {
        fixture.revision("def456", "", "Create users and tickets.", "CREATE TABLE tickets (id int)")
                .revision(
                        "abc123",
                        "-- @revises def456",
                        "Add ticket priority.",
                        "ALTER TABLE tickets ADD priority text DEFAULT 'normal'")
                .revision("xyz789", "-- @revises abc123", "Add customer satisfaction.", GATED)
                .revision(
                        "rep001",
                        "-- @branch reporting\n-- @depends-on abc123",
                        "Create reports.",
                        "CREATE TABLE reports (id int)");
    }

    @Test
    void answersAreAsDocumented() throws Exception {
        var application = fixture.start("--migration.target=abc123", "--migration.endpoint.show-sql=always");

        Map<String, String> selectors = Map.of(
                "current", "current",
                "heads", "heads",
                "pending", "pending",
                "history", "history?limit=1",
                "graph", "graph",
                "revision", "abc1",
                "unknown", "nobody");
        for (Map.Entry<String, String> selector : selectors.entrySet()) {
            request(selector.getKey(), application, selector.getValue());
        }
        for (String name : selectors.keySet()) {
            check(name);
        }
    }

    @Test
    void theAnswersAboutAnOperationAreAsDocumented() throws Exception {
        var application = fixture.start(
                "--migration.target=def456",
                "--management.endpoint.migrations.access=unrestricted",
                "--migration.endpoint.operations=upgrade");

        Files.createDirectories(ANSWERS);
        Files.writeString(
                ANSWERS.resolve("operation.json"),
                Shop.post(application, "migrations/upgrade", "{\"target\": \"abc123\"}")
                        .body());
        while (Shop.get(application, "migrations/runs").body().contains("RUNNING")) {
            Thread.onSpinWait();
        }
        request("runs", application, "runs");

        check("operation");
        check("runs");
    }

    @Test
    void theAnswerAboutAnApprovalIsAsDocumented() throws Exception {
        fixture.revision(
                "9f2c41",
                "-- @revises def456",
                "Set the priority.",
                "-- @batch table=tickets key=ctid mode=background approve=yes\nUPDATE tickets SET id = 0 WHERE id IS NULL");
        var application = fixture.start(
                "--migration.target=9f2c41",
                "--management.endpoint.migrations.access=unrestricted",
                "--migration.endpoint.operations=approve");

        Files.createDirectories(ANSWERS);
        Files.writeString(
                ANSWERS.resolve("work.json"),
                Shop.post(application, "migrations/approve", "{\"target\": \"9f2c41\"}")
                        .body());

        check("work");
    }

    @Test
    void theAnswerAboutTheLockIsAsDocumented() throws Exception {
        var application = fixture.start("--migration.target=abc123", "--migration.endpoint.show-sql=always");
        fixture.closeGate();
        fixture.runInBackground(() -> fixture.otherProcess().upgrade("xyz789"));
        fixture.awaitAtGate();
        fixture.runInBackground(() -> fixture.otherProcess().upgrade("heads"));
        fixture.await("SELECT count(*) = 1 FROM pg_stat_activity WHERE application_name LIKE 'migration waits%'");

        request("lock", application, "lock");
        fixture.openGate();
        check("lock");
    }

    private static void request(String name, ConfigurableApplicationContext application, String selector)
            throws IOException {
        Files.createDirectories(ANSWERS);
        Files.writeString(
                ANSWERS.resolve(name + ".json"),
                Shop.get(application, "migrations/" + selector).body());
    }

    private static void check(String name) throws IOException {
        String answer = Files.readString(ANSWERS.resolve(name + ".json"));
        assertThat(withoutVaryingValues(JsonPath.parse(answer).json()))
                .as(name + ": " + answer)
                .isEqualTo(withoutVaryingValues(JsonPath.parse(HANDBOOK.sample("answer " + name, "json"))
                        .json()));
    }

    private static Object withoutVaryingValues(Object json) {
        if (json instanceof Map<?, ?> map) {
            Map<String, Object> constant = new TreeMap<>();
            map.forEach((key, value) -> constant.put(
                    key.toString(),
                    VARYING.contains(key.toString())
                            ? value.getClass().getSimpleName()
                            : value == null ? "null" : withoutVaryingValues(value)));
            return constant;
        }
        if (json instanceof List<?> list) {
            List<Object> constant = new ArrayList<>();
            list.forEach(value -> constant.add(withoutVaryingValues(value)));
            return constant;
        }
        return json instanceof String text ? text.replaceAll("waits [0-9a-f]{8}", "waits 0") : json;
    }
}
