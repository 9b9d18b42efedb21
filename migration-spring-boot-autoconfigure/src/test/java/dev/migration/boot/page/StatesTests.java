// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.ReadContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

import dev.migration.Migrator;
import dev.migration.boot.operation.Shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Produces each state of a database, and compares the endpoint, health, metrics and page over HTTP with {@code docs/operating.md}. The
 * real outputs are written to {@code target/states}.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StatesTests extends PageTests {

    private static final Handbook HANDBOOK = new Handbook(Path.of("..", "docs", "operating.md"));
    private static final Path OUTPUTS = Path.of("target", "states");

    private static final Pattern SENTENCE = Pattern.compile("class=\"sentence\"[^>]*>(.*?)</p>", Pattern.DOTALL);

    /** Metrics that do not depend on the state, or vary, are not compared. */
    private static final Pattern IGNORED_METRICS =
            Pattern.compile("migration_(applied|heads|heads_checksum|current_checksum|last_applied_seconds"
                    + "|running_statement_seconds|lock_waiting_seconds)\\{.*");

    @BeforeEach
    void writeRevisions() {
        fixture.withStory();
    }

    @Test
    void upToDate() throws Exception {
        check("up-to-date", start());
    }

    @Test
    void pending() throws Exception {
        check("pending", start("--migration.target=step030"));
    }

    @Test
    void aPersonIsNeeded() throws Exception {
        fixture.revision(
                "work01",
                "-- @revises base01\n-- @branch work",
                "Fill in the names of customers",
                "-- @batch table=customers key=ctid mode=background approve=yes\nUPDATE customers SET id = 1 WHERE id IS NULL");

        check("person", start());
    }

    @Test
    void runningInAnotherProcess() throws Exception {
        ConfigurableApplicationContext application = start("--migration.target=step030");
        fixture.blockSearch();
        fixture.runInBackground(() -> fixture.otherProcess().upgrade("heads"));
        fixture.awaitAtGate();

        check("running", application);
    }

    @Test
    void runningInThisApplication() throws Exception {
        fixture.blockSearch();
        ConfigurableApplicationContext application = start("--migration.target=step030");
        fixture.runInBackground(() -> application.getBean(Migrator.class).upgrade("heads"));
        fixture.awaitAtGate();

        check("running-here", application);
    }

    @Test
    void waiting() throws Exception {
        fixture.blockSearch();
        ConfigurableApplicationContext application = start("--migration.target=step030");
        fixture.runInBackground(() -> fixture.otherProcess().upgrade("heads"));
        fixture.awaitAtGate();
        fixture.runInBackground(() -> application.getBean(Migrator.class).upgrade("heads"));
        fixture.await("SELECT count(*) = 1 FROM pg_stat_activity WHERE application_name LIKE 'migration waits%'");

        check("waiting", application);
    }

    @Test
    void failed() throws Exception {
        search("SELECT 1 / 0");
        ConfigurableApplicationContext application = start("--migration.target=billing02");
        failToUpgrade(application);

        check("failed", application);
    }

    @Test
    void failedAndInterrupted() throws Exception {
        inSegments("SELECT 1; SELECT 1 / 0;");
        ConfigurableApplicationContext application = start("--migration.target=billing02");
        failToUpgrade(application);

        check("interrupted", application);
    }

    @Test
    void interruptedAndNotContinued() throws Exception {
        inSegments("SELECT 1; SELECT 1 / 0;");
        ConfigurableApplicationContext application = start("--migration.target=billing02");
        failToUpgrade(application);
        // The rows that a process leaves when it dies in the middle of a segment.
        fixture.jdbc()
                .sql("UPDATE migration_revision SET state = 'RUNNING' WHERE revision = 'search01'")
                .update();
        fixture.jdbc()
                .sql("DELETE FROM migration_history WHERE outcome = 'FAILED'")
                .update();

        check("not-continued", application);
    }

    @Test
    void ahead() throws Exception {
        fixture.otherProcess().upgrade("heads");
        fixture.without("report02");

        check("ahead", start());
    }

    @Test
    void diverged() throws Exception {
        fixture.otherProcess().upgrade("heads");
        fixture.revision(
                "billing02", "-- @revises billing01", "Add a due date", "ALTER TABLE invoices ADD due timestamptz");

        check("diverged", start("--migration.on-startup=none"));
    }

    @Test
    void unreachable() throws Exception {
        ConfigurableApplicationContext application = start();
        read(application);
        database.close();
        try {
            // A short time without an answer does not count as unreachable.
            Awaitility.await()
                    .atMost(2, TimeUnit.MINUTES)
                    .until(() -> Shop.get(application, "prometheus")
                            .body()
                            .contains("migration_reachable{database=\"primary\"} 0.0"));

            check("unreachable", application);
        } finally {
            database.reset();
        }
    }

    private ConfigurableApplicationContext start(String... arguments) {
        return fixture.start(Stream.concat(
                        Stream.of(
                                "--management.endpoints.web.exposure.include=health,prometheus,migrations,migrationspage",
                                "--management.endpoint.health.show-details=always",
                                // The health of the database itself is another component.
                                "--management.health.db.enabled=false"),
                        Arrays.stream(arguments))
                .toArray(String[]::new));
    }

    private void search(String sql) {
        fixture.revision("search01", "-- @revises step030\n-- @branch search", "Index customers for the search", sql);
    }

    private void inSegments(String sql) {
        fixture.write(
                "search01",
                "-- Index customers for the search\n--\n-- @revision search01\n-- @revises step030\n-- @branch search\n"
                        + "-- @transaction none\n\n-- @upgrade\n" + sql + "\n");
    }

    private static void failToUpgrade(ConfigurableApplicationContext application) {
        assertThatException()
                .isThrownBy(() -> application.getBean(Migrator.class).upgrade("heads"));
    }

    /** Waits, because a gauge may be ten seconds old, and a health five. */
    private static void check(String name, ConfigurableApplicationContext application) throws Exception {
        String expected = HANDBOOK.sample("state " + name, "");
        Files.createDirectories(OUTPUTS);
        Awaitility.await().atMost(1, TimeUnit.MINUTES).untilAsserted(() -> {
            String output = read(application);
            Files.writeString(OUTPUTS.resolve(name + ".txt"), output);
            assertThat(output).isEqualTo(expected);
        });
    }

    /** The output of the application in the form of the file. */
    private static String read(ConfigurableApplicationContext application) {
        ReadContext endpoint =
                JsonPath.parse(Shop.get(application, "migrations").body());
        ReadContext health = JsonPath.parse(Shop.get(application, "health").body());
        String database = "$.contexts.support-app.databases.primary.";
        return lines("page", List.of(sentence(PageFixture.page(application, ""))))
                + lines("endpoint", endpointLines(endpoint, database))
                + lines(
                        "health",
                        List.of(health.read("$.components.migrations.status", String.class) + ", status "
                                + health.read("$.components.migrations.details.status", String.class) + ", pending "
                                + health.read("$.components.migrations.details.pending", Integer.class)))
                + lines("metrics", metrics(Shop.get(application, "prometheus").body()));
    }

    private static List<String> endpointLines(ReadContext endpoint, String database) {
        String status = "status " + endpoint.read(database + "status", String.class) + ", "
                + endpoint.read(database + "pending.length()", Integer.class) + " pending";
        Object running = endpoint.read(database + "running");
        String run = running == null
                ? ""
                : ", running: " + endpoint.read(database + "running.phase") + ", "
                        + endpoint.read(database + "running.done") + " of " + endpoint.read(database + "running.steps")
                        + " done";
        // An indefinite path returns a list, which is empty if there is no failure.
        List<String> failures = endpoint.read("$.contexts.support-app.databases..lastFailure.revision");
        return List.of(status + run + (failures.isEmpty() ? "" : ", lastFailure: " + failures.get(0)));
    }

    private static List<String> metrics(String scrape) {
        return scrape.lines()
                .filter(line -> line.matches("migration_[a-z_]+\\{.*")
                        && !line.matches("migration_(upgrade|revision|run_|lock_wait_seconds|lock_retries).*"))
                .filter(line -> !IGNORED_METRICS.matcher(line).matches())
                .filter(line -> !line.endsWith(" 0.0") || line.startsWith("migration_reachable"))
                .filter(line -> !line.equals("migration_reachable{database=\"primary\"} 1.0"))
                // Nobody looks for drift here, so it is not known.
                .filter(line -> !line.equals("migration_drift{database=\"primary\"} NaN"))
                .sorted()
                .toList();
    }

    private static String sentence(String page) {
        Matcher sentence = SENTENCE.matcher(page);
        assertThat(sentence.find()).isTrue();
        return sentence.group(1)
                .replaceAll("<[^>]*>", "")
                .replace("\u00a0", " ")
                .strip()
                .replaceAll("known at .*", "known at …")
                .replaceAll(", [^,]* left\\.", ", … left.");
    }

    private static String lines(String name, List<String> lines) {
        return lines.stream().collect(Collectors.joining("\n" + " ".repeat(10), String.format("%-10s", name), "\n"));
    }
}
