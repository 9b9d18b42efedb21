// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Starts several instances of a new version concurrently, while an instance of the old version is up. One new instance runs
 * the migration, which the test blocks. The old instance reports the run correctly, and at the end all instances are up. The
 * test queries the old instance, because the new ones have not opened their ports yet.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class InstancesAtOnceIT {

    private static final String STATE = "/contexts/support-app/databases/primary";

    private final List<SampleProcess> started = new ArrayList<>();

    @TempDir
    private Path folder;

    private PostgresDatabase database;
    private SampleProcess old;
    private Connection gate;

    @BeforeEach
    void startTheOldVersion() throws Exception {
        database = PostgresServer.shared().createDatabase("at_once");
        old = start(Map.of());
        old.awaitUp();
        Files.createDirectory(folder.resolve("new"));
        revision(
                "new01",
                SampleRevisions.head(),
                "SET LOCAL lock_timeout = 0;\nSELECT pg_advisory_lock(42), pg_advisory_unlock(42);");
        revision("new02", "new01", "SELECT 1;");
        gate = database.dataSource().getConnection();
        run("SELECT pg_advisory_lock(42)");
    }

    @AfterEach
    void stop() throws Exception {
        gate.close();
        started.forEach(SampleProcess::close);
        database.close();
    }

    @Test
    void threeInstancesUpgradeConcurrently() throws Exception {
        upgradeAtOnce(3);
    }

    @Test
    void threeInstancesWaitForAFourth() throws Exception {
        waitAtOnce(3);
    }

    @Test
    @Tag("slow")
    void tenInstancesUpgradeConcurrently() throws Exception {
        upgradeAtOnce(10);
    }

    @Test
    @Tag("slow")
    void tenInstancesWaitForAnEleventh() throws Exception {
        waitAtOnce(10);
    }

    private void upgradeAtOnce(int number) throws Exception {
        var instances = startNew(number, "upgrade");
        await(() ->
                assertThat(numberOf("application_name LIKE 'migration waits%'")).isEqualTo(number - 1));
        assertThat(old.json("/actuator/migrations/lock").at(STATE + "/waiters").size())
                .isEqualTo(number - 1);
        assertTheOldInstanceReportsTheRun();
        assertStarting(instances);

        run("SELECT pg_advisory_unlock(42)");

        assertAllUp(instances);
    }

    private void waitAtOnce(int number) throws Exception {
        var instances = startNew(number, "wait");
        for (var instance : instances) {
            await(() -> assertThat(instance.output()).contains("another process to upgrade the database"));
        }
        assertThat(old.json("/actuator/migrations").at(STATE + "/status").asString())
                .isEqualTo("UP_TO_DATE");
        instances.addAll(startNew(1, "upgrade"));
        await(() -> assertThat(numberOf("wait_event = 'advisory'")).isEqualTo(1));
        assertTheOldInstanceReportsTheRun();
        assertStarting(instances);

        run("SELECT pg_advisory_unlock(42)");

        assertAllUp(instances);
    }

    private void assertTheOldInstanceReportsTheRun() throws Exception {
        var state = old.json("/actuator/migrations").at(STATE);
        assertThat(state.at("/status").asString()).isEqualTo("RUNNING");
        assertThat(state.at("/running/done").asInt()).isZero();
        assertThat(state.at("/running/steps").asInt()).isEqualTo(2);
        assertThat(page(old)).contains("Another instance is changing the database.");
        assertThat(old.json("/actuator/health").at("/status").asString()).isEqualTo("UP");
    }

    private static void assertStarting(List<SampleProcess> instances) {
        assertThat(instances).allSatisfy(instance -> {
            assertThat(instance.isAlive()).as(instance.output()).isTrue();
            assertThatThrownBy(() -> instance.get("/actuator/health")).isInstanceOf(IOException.class);
        });
    }

    private void assertAllUp(List<SampleProcess> instances) throws Exception {
        var applied = 0;
        for (var instance : instances) {
            instance.awaitUp();
            var state = instance.json("/actuator/migrations").at(STATE);
            assertThat(state.at("/status").asString()).isEqualTo("UP_TO_DATE");
            assertThat(state.at("/current/0").asString()).isEqualTo("new02");
            assertThat(page(instance)).contains("The database is up to date.");
            if (instance.output().contains("Applied new02")) {
                applied++;
            }
        }
        assertThat(applied).isEqualTo(1);
        assertThat(old.json("/actuator/migrations").at(STATE + "/status").asString())
                .isEqualTo("AHEAD");
        assertThat(page(old)).contains("The database is ahead of this application.");
    }

    private static String page(SampleProcess instance) throws Exception {
        return instance.get("/actuator/migrationspage").body();
    }

    private List<SampleProcess> startNew(int number, String mode) throws IOException {
        var instances = new ArrayList<SampleProcess>();
        for (var count = 0; count < number; count++) {
            instances.add(start(Map.of(
                    "MIGRATION_LOCATIONS",
                    "classpath:db/revisions,filesystem:" + folder.resolve("new"),
                    "MIGRATION_ONSTARTUP",
                    mode)));
        }
        return instances;
    }

    private SampleProcess start(Map<String, String> more) throws IOException {
        var environment = new HashMap<>(more);
        environment.put("SPRING_DATASOURCE_URL", database.url());
        environment.put("SPRING_DATASOURCE_USERNAME", database.username());
        environment.put("SPRING_DATASOURCE_PASSWORD", database.password());
        // The server accepts 100 connections.
        environment.put("SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE", "2");
        var instance = SampleProcess.startUnpacked(folder, environment);
        started.add(instance);
        return instance;
    }

    private void revision(String id, String parent, String sql) throws IOException {
        Files.writeString(
                folder.resolve("new").resolve(id + ".sql"),
                "-- @revision " + id + "\n-- @revises " + parent + "\n-- @upgrade\n" + sql + "\n");
    }

    private int numberOf(String sessions) {
        return JdbcClient.create(database.dataSource())
                .sql("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND " + sessions)
                .query(Integer.class)
                .single();
    }

    private void run(String sql) throws Exception {
        try (var statement = gate.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(5, TimeUnit.MINUTES).untilAsserted(assertion);
    }
}
