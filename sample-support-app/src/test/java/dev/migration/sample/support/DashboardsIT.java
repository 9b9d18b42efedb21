// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.plan.UpgradePolicies;
import dev.migration.plan.UpgradePolicy;
import dev.migration.test.postgres.InstalledProgram;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** A real Prometheus scrapes real instances: every query of the dashboard has a value, and every alert fires. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class DashboardsIT {

    private static final Duration ALERT_TIMEOUT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final Set<String> fired = new HashSet<>();
    private PostgresDatabase database;
    private PostgresDatabase another;
    private List<SampleProcess> instances = List.of();
    private PrometheusServer prometheus;

    /** An old instance, a new one that migrates nothing, and one with the wrong database. */
    @BeforeEach
    void startThreeInstances() throws Exception {
        InstalledProgram.require(PrometheusServer.isInstalled(), "Debian's package prometheus");
        Files.createDirectories(folder.resolve("new"));
        revision("new", "new01", SampleRevisions.head(), """
                SET LOCAL lock_timeout = 0;
                LOCK TABLE tickets;
                SELECT pg_advisory_lock(42);
                SELECT pg_advisory_unlock(42);""");
        revision("new", "new02", "new01", "SELECT 1;");
        database = PostgresServer.shared().createDatabase("dashboards");
        another = PostgresServer.shared().createDatabase("wrong");
        instances = List.of(start(database, Map.of()), start(database, newVersion()), start(another, Map.of()));
        for (var instance : instances) {
            instance.awaitUp();
        }
        prometheus = PrometheusServer.start(folder, instances);
    }

    @AfterEach
    void stop() throws Exception {
        if (prometheus != null) {
            prometheus.close();
            another.close();
        }
        instances.forEach(SampleProcess::close);
    }

    @Test
    void everyQueryHasAValueAndEveryAlertFires() throws Exception {
        awaitAlerts("MigrationPending", "MigrationInstancesDisagree", "MigrationNeedsPerson");
        failToUpgrade("broken", "bad01", "-- @upgrade\nSELECT 1 / 0;");
        awaitAlerts("MigrationFailed");
        failToUpgrade("half", "bad02", "-- @transaction none\n-- @upgrade\nSELECT 1;\nSELECT 1 / 0;");
        awaitAlerts("MigrationInterrupted");
        execute("DELETE FROM migration_revision WHERE revision = 'bad02'");

        checkTheDashboardDuringARun();

        awaitAlerts("MigrationInstancesOnDifferentDatabases");
        revision("other", "other01", SampleRevisions.head(), "SELECT 1;");
        var careless = migrator("other");
        careless.toBuilder()
                .settings(careless.settings().toBuilder()
                        .policies(UpgradePolicies.REFUSE.onDiverged(UpgradePolicy.WARN))
                        .build())
                .build()
                .upgrade("other01");
        awaitAlerts("MigrationDiverged");
        execute("UPDATE migration_revision SET checksum = 'v1:other' WHERE revision = 'abc123'");
        awaitAlerts("MigrationEdited");
        execute("UPDATE migration_revision SET state = 'RUNNING' WHERE revision = 'other01'");
        awaitAlerts("MigrationNotContinued");
        database.close();
        awaitAlerts("MigrationDatabaseUnreachable");

        assertThat(fired)
                .isEqualTo(Dashboards.rules(Dashboards.yaml("migrations.rules.yml")).stream()
                        .map(rule -> rule.get("alert"))
                        .collect(Collectors.toSet()));
    }

    /** One process migrates and is blocked, another waits for it, and a request waits for a table that the first has locked. */
    private void checkTheDashboardDuringARun() throws Exception {
        try (var gate = database.dataSource().getConnection();
                var request = database.dataSource().getConnection()) {
            run(gate, "SELECT pg_advisory_lock(42)");
            var first = CompletableFuture.runAsync(() -> migrator("new").upgrade("new01"));
            await(() -> assertThat(isTrue("SELECT count(*) = 1 FROM pg_locks WHERE NOT granted AND objid = 42"
                            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))
                    .isTrue());
            var second = CompletableFuture.runAsync(() -> migrator("new").upgrade("new01"));
            var blocked = CompletableFuture.runAsync(() -> run(request, "SELECT count(*) FROM tickets"));

            awaitAlerts("MigrationRunsLong", "MigrationBlocksOthers", "MigrationWaitsForLock");
            for (var expression : Dashboards.expressions()) {
                await(() -> assertThat(prometheus.values(withoutBatch(expression)))
                        .as(expression)
                        .isNotEmpty());
            }
            run(gate, "SELECT pg_advisory_unlock(42)");
            CompletableFuture.allOf(first, second, blocked).join();
        }
        awaitValues(Dashboards.annotations());
    }

    /** No batch runs here, and a share of no rows has no value; the sum of the same series has one. */
    private static String withoutBatch(String expression) {
        return expression.contains("migration_batch_estimate")
                ? expression.replace(" / (", " + (").replace(" > 0)", ")")
                : expression;
    }

    private void awaitValues(List<String> expressions) {
        assertThat(expressions).isNotEmpty();
        for (var expression : expressions) {
            await(() -> assertThat(prometheus.values(expression)).as(expression).isNotEmpty());
        }
    }

    private SampleProcess start(PostgresDatabase where, Map<String, String> more) throws IOException {
        var environment = new HashMap<>(more);
        environment.put("SPRING_DATASOURCE_URL", where.url());
        environment.put("SPRING_DATASOURCE_USERNAME", where.username());
        environment.put("SPRING_DATASOURCE_PASSWORD", where.password());
        return SampleProcess.startUnpacked(folder, environment);
    }

    private Map<String, String> newVersion() {
        return Map.of(
                "MIGRATION_LOCATIONS", locations("new"),
                "MIGRATION_ONSTARTUP", "none",
                // What new01 does, and what no words tell: these are left to a person.
                "MIGRATION_POLICY_BLOCKING", "refuse",
                "MIGRATION_POLICY_UNKNOWN", "refuse",
                // This instance may be up before the other one has created the tables.
                "SPRING_JPA_HIBERNATE_DDLAUTO", "none",
                "SUPPORT_DEMODATA", "false");
    }

    private String locations(String name) {
        return "classpath:db/revisions,filesystem:" + folder.resolve(name);
    }

    private Migrator migrator(String name) {
        return Migrator.builder()
                .dataSource(database.dataSource())
                .settings(MigrationSettings.defaults().toBuilder()
                        .locations(locations(name).split(","))
                        .build())
                .javaRevisions(List.of(SampleRevisions.converted()))
                .build();
    }

    private void failToUpgrade(String name, String id, String text) throws IOException {
        write(name, id, SampleRevisions.head(), text);
        assertThatException().isThrownBy(() -> migrator(name).upgrade(id));
    }

    private void revision(String name, String id, String parent, String sql) throws IOException {
        write(name, id, parent, "-- @upgrade\n" + sql);
    }

    private void write(String name, String id, String parent, String text) throws IOException {
        var file = Files.createDirectories(folder.resolve(name)).resolve(id + ".sql");
        Files.writeString(file, "-- @revision " + id + "\n-- @revises " + parent + "\n" + text + "\n");
    }

    /** Waits until all of these alerts fire together. */
    private void awaitAlerts(String... names) {
        await(() -> {
            for (var instance : instances) {
                // A request reads the state at once; a scrape reads it every ten seconds only.
                instance.get("/actuator/migrations");
            }
            assertThat(prometheus.firing()).as(prometheus.output()).contains(names);
        });
        fired.addAll(List.of(names));
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(ALERT_TIMEOUT).untilAsserted(assertion);
    }

    private boolean isTrue(String query) {
        return JdbcClient.create(database.dataSource())
                .sql(query)
                .query(Boolean.class)
                .single();
    }

    private void execute(String sql) {
        JdbcClient.create(database.dataSource()).sql(sql).update();
    }

    private static void run(Connection session, String sql) {
        try (var statement = session.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
