// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.metrics;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.migration.Migrator;
import dev.migration.boot.autoconfigure.MigrationMetricsAutoConfiguration;
import dev.migration.boot.status.DatabaseStatus;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.OtherProcess;
import dev.migration.boot.testing.TestContexts;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.revision.HeadsChange;
import dev.migration.revision.Revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.junit.jupiter.api.Assertions.assertTimeout;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MigrationMetricsTests extends EmptyDatabase {

    private ApplicationContextRunner runner;

    @BeforeEach
    void startEmpty() {
        runner = TestContexts.withDataSource(
                database,
                MetricsAutoConfiguration.class,
                CompositeMeterRegistryAutoConfiguration.class,
                MigrationMetricsAutoConfiguration.class);
    }

    @Test
    void recordsRunsThatEndedBeforeTheRegistryExisted() {
        withRegistry(registry -> {
            assertThat(count(registry, "migration.revision", "operation", "upgrade", "outcome", "success"))
                    .isEqualTo(2);
            assertThat(count(registry, "migration.upgrade", "outcome", "success"))
                    .isEqualTo(1);
            assertThat(registry.get("migration.upgrade")
                            .tag("outcome", "success")
                            .timer()
                            .totalTime(TimeUnit.NANOSECONDS))
                    .isPositive();
            assertThat(count(registry, "migration.lock.wait")).isEqualTo(1);
        });
    }

    @Test
    void showsTheProgressOfARunOfAnotherProcess() {
        withRegistry(
                registry -> {
                    List<Double> values = new ArrayList<>();

                    Migrator.builder()
                            .dataSource(database.dataSource())
                            .listener(event -> {
                                if (event instanceof MigrationEvent.RevisionFinished) {
                                    Stream.of("migration.running", "migration.running.steps", "migration.running.done")
                                            .map(name ->
                                                    registry.get(name).gauge().value())
                                            .forEach(values::add);
                                }
                            })
                            .build()
                            .upgrade("heads");

                    assertThat(values).containsExactly(1.0, 1.0, 0.0);
                },
                "migration.target=a1");
    }

    @Test
    void recordsLaterRunsInEveryRegistry() {
        runner.withBean("first", SimpleMeterRegistry.class)
                .withBean("second", SimpleMeterRegistry.class)
                .run(context -> {
                    context.getBean(Migrator.class).downgrade("a1");

                    assertThat(context.getBeansOfType(SimpleMeterRegistry.class).values())
                            .hasSize(2)
                            .allSatisfy(registry -> {
                                assertThat(count(registry, "migration.revision", "operation", "downgrade"))
                                        .isEqualTo(1);
                                assertThat(count(registry, "migration.revision", "operation", "upgrade"))
                                        .isEqualTo(2);
                            });
                });
    }

    @Test
    void countsPendingAndAppliedRevisions() {
        withRegistry(
                registry -> {
                    assertThat(registry.get("migration.pending").gauge().value())
                            .isEqualTo(1);
                    assertThat(registry.get("migration.applied").gauge().value())
                            .isEqualTo(1);
                    assertThat(registry.get("migration.heads").gauge().value()).isEqualTo(1);
                    assertThat(registry.get("migration.last.applied").gauge().value())
                            .isCloseTo(System.currentTimeMillis() / 1000.0, org.assertj.core.data.Offset.offset(60.0));
                },
                "migration.target=a1");
    }

    @Test
    void showsZeroIfNothingRan() {
        withRegistry(
                registry -> {
                    assertThat(registry.get("migration.revision").timers())
                            .hasSize(2)
                            .allSatisfy(timer -> assertThat(timer.count()).isZero());
                },
                "migration.on-startup=none");
    }

    @Test
    void countsTheAttemptsThatWereBlocked() {
        runner.withBean(SimpleMeterRegistry.class).run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(registry.get("migration.lock.retries").counter().count()).isZero();
            Revision revision = new Revision("a", List.of(), List.of(), List.of(), List.of(), Optional.empty(), "");
            Step step = new Step(Step.Direction.UP, revision, new HeadsChange(List.of(), List.of("a")));
            Plan plan = new Plan(Plan.Operation.UPGRADE, List.of(step), List.of(), List.of("a"), List.of());

            context.getBean(MigrationMetrics.class)
                    .on(new MigrationEvent.WaitingToRetry(plan, step, 1, Duration.ofMillis(200), "55P03", List.of()));

            assertThat(registry.get("migration.lock.retries").counter().count()).isEqualTo(1);
        });
    }

    @Test
    void isNotThereWithoutARegistry() {
        TestContexts.withDataSource(database, MigrationMetricsAutoConfiguration.class)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(MigrationMetrics.class));
    }

    @Test
    void tagsEachMeterWithItsDatabase() {
        runner.withBean(SimpleMeterRegistry.class)
                .withBean("ordersMonitor", MigrationMonitor.class, () -> new MigrationMonitor(otherProcess()))
                .withBean("billingMonitor", MigrationMonitor.class, () -> new MigrationMonitor(otherProcess()))
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    MigrationListener orders =
                            context.getBean(MigrationMetrics.class).forDatabase("orders");

                    orders.on(new MigrationEvent.Finished(plan(), Duration.ofMillis(5)));

                    assertThat(upgrades(registry, "orders")).isEqualTo(1);
                    assertThat(upgrades(registry, "billing")).isZero();
                    assertThat(registry.get("migration.pending").gauges())
                            .extracting(gauge -> gauge.getId().getTag("database"))
                            .containsExactlyInAnyOrder("orders", "billing");
                });
    }

    @Test
    void recordsTheRunsOfEachDatabaseThatEndedBeforeTheRegistryExisted() {
        MigrationMonitor monitor = new MigrationMonitor(otherProcess());
        MigrationMetrics metrics = new MigrationMetrics(() -> Map.of("orders", monitor, "billing", monitor));
        metrics.forDatabase("orders").on(new MigrationEvent.Finished(plan(), Duration.ofMillis(5)));

        MeterRegistry registry = new SimpleMeterRegistry();
        metrics.bindTo(registry);

        assertThat(upgrades(registry, "orders")).isEqualTo(1);
        assertThat(upgrades(registry, "billing")).isZero();
    }

    @Test
    void databasesThatDoNotAnswerDoNotDelayAScrape() throws Exception {
        otherProcess().upgrade("heads");
        Map<String, MigrationMonitor> monitors = IntStream.range(0, 10)
                .boxed()
                .collect(Collectors.toMap(number -> "d" + number, number -> new MigrationMonitor(otherProcess())));
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new MigrationMetrics(() -> monitors).bindTo(registry);
        try (var other = database.dataSource().getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE migration_revision");

            // The scrape waits half a second; with a separate read for each gauge it would take minutes.
            String scrape = assertTimeout(Duration.ofSeconds(15), () -> registry.scrape());

            assertThat(scrape)
                    .contains("migration_reachable{database=\"d0\"} 0.0", "migration_reachable{database=\"d9\"} 0.0")
                    .contains("migration_status{database=\"d9\",status=\"UNKNOWN\"} 1.0")
                    .contains("migration_pending{database=\"d9\"} NaN");
        } finally {
            monitors.values().forEach(MigrationMonitor::close);
        }
    }

    @Test
    void aDatabaseThatHasJustAnsweredCountsAsReachable() throws Exception {
        otherProcess().upgrade("heads");
        try (MigrationMonitor monitor = new MigrationMonitor(otherProcess())) {
            MeterRegistry registry = new SimpleMeterRegistry();
            StatusGauges.registerIn(registry, "primary", monitor::read);
            assertThat(monitor.read().error()).isEmpty();
            database.close();

            assertThat(monitor.read().error()).isPresent();
            assertThat(registry.get("migration.reachable").gauge().value()).isEqualTo(1);
        } finally {
            database.reset();
        }
    }

    @Test
    void showsOneStatusAtATime() {
        withRegistry(
                registry -> {
                    assertThat(registry.get("migration.status").gauges())
                            .hasSize(DatabaseStatus.values().length)
                            .filteredOn(gauge -> gauge.value() == 1)
                            .extracting(gauge -> gauge.getId().getTag("status"))
                            .containsExactly("PENDING");
                },
                "migration.target=a1");
    }

    @Test
    void showsRolledBackAndInterruptedFailures(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("c3.sql"), "-- @revision c3\n-- @revises b2\n-- @upgrade\nSELECT 1 / 0;");
        Migrator migrator = withLocation(folder);
        assertThatException().isThrownBy(() -> migrator.upgrade("heads"));

        assertThat(value(migrator, "migration.failed", "how", "rolled-back")).isEqualTo(1);
        assertThat(value(migrator, "migration.failed", "how", "interrupted")).isZero();

        Files.writeString(
                folder.resolve("c3.sql"),
                "-- @revision c3\n-- @revises b2\n-- @transaction none\n-- @upgrade\nSELECT 1;\nSELECT 1 / 0;");
        Migrator inSegments = withLocation(folder);
        assertThatException().isThrownBy(() -> inSegments.upgrade("heads"));

        assertThat(value(inSegments, "migration.failed", "how", "rolled-back")).isZero();
        assertThat(value(inSegments, "migration.failed", "how", "interrupted")).isEqualTo(1);
        assertThat(value(inSegments, "migration.interrupted")).isEqualTo(1);
    }

    @Test
    void countsUnknownEditedAndSplicedRevisions(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("c3.sql"), "-- @revision c3\n-- @revises b2\n-- @upgrade\nSELECT 3;");
        withLocation(folder).upgrade("heads");
        assertThat(value(otherProcess(), "migration.unknown")).isEqualTo(1);

        Files.writeString(folder.resolve("c3.sql"), "-- @revision c3\n-- @revises b2\n-- @upgrade\nSELECT 4;");
        assertThat(value(withLocation(folder), "migration.edited")).isEqualTo(1);

        Files.writeString(folder.resolve("ab.sql"), "-- @revision ab\n-- @revises a1\n-- @upgrade\nSELECT 1;");
        Files.writeString(folder.resolve("c3.sql"), "-- @revision c3\n-- @revises b2, ab\n-- @upgrade\nSELECT 3;");
        assertThat(value(withLocation(folder), "migration.spliced")).isEqualTo(1);
    }

    @Test
    void countsRepeatablesSeparately(@TempDir Path folder) throws Exception {
        otherProcess().upgrade("heads");
        Files.writeString(folder.resolve("v.sql"), "-- @repeatable v\nCREATE OR REPLACE VIEW v AS SELECT 1 AS one;");

        assertThat(value(withLocation(folder), "migration.pending.repeatables")).isEqualTo(1);
        assertThat(value(withLocation(folder), "migration.pending")).isZero();
    }

    @Test
    void checksumsDifferForOtherScriptsAndOtherDatabases(@TempDir Path folder) throws Exception {
        otherProcess().upgrade("a1");
        double heads = value(otherProcess(), "migration.heads.checksum");
        double current = value(otherProcess(), "migration.current.checksum");
        Files.writeString(folder.resolve("c3.sql"), "-- @revision c3\n-- @revises b2\n-- @upgrade\nSELECT 3;");

        assertThat(value(otherProcess(), "migration.heads.checksum")).isEqualTo(heads);
        assertThat(value(withLocation(folder), "migration.heads.checksum")).isNotEqualTo(heads);
        assertThat(value(withLocation(folder), "migration.current.checksum")).isEqualTo(current);
        otherProcess().upgrade("b2");
        assertThat(value(otherProcess(), "migration.current.checksum")).isNotEqualTo(current);
    }

    @Test
    void countsWaitingAndBlockingSessions(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("c3.sql"),
                "-- @revision c3\n-- @revises b2\n-- @upgrade\nSET LOCAL lock_timeout = 0;\nLOCK TABLE busy;");
        otherProcess().upgrade("heads");
        try (var other = database.dataSource().getConnection();
                var statement = other.createStatement()) {
            statement.execute("CREATE TABLE busy ()");
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE busy");
            var first = CompletableFuture.runAsync(() -> withLocation(folder).upgrade("heads"));
            await("SELECT count(*) = 1 FROM pg_locks WHERE NOT granted AND relation = 'busy'::regclass");
            var second = CompletableFuture.runAsync(() -> withLocation(folder).upgrade("heads"));
            await("SELECT count(*) = 1 FROM pg_stat_activity WHERE application_name LIKE 'migration waits%'");

            assertThat(value(otherProcess(), "migration.lock.sessions", "role", "waiting"))
                    .isEqualTo(1);
            assertThat(value(otherProcess(), "migration.lock.sessions", "role", "blocking"))
                    .isEqualTo(1);
            assertThat(value(otherProcess(), "migration.lock.sessions", "role", "blocked"))
                    .isZero();
            assertThat(value(otherProcess(), "migration.lock.waiting")).isPositive();
            assertThat(value(otherProcess(), "migration.status", "status", "RUNNING"))
                    .isEqualTo(1);
            other.rollback();
            CompletableFuture.allOf(first, second).join();
        }
    }

    /** Runs an application with a registry. */
    private void withRegistry(Consumer<MeterRegistry> test, String... properties) {
        runner.withBean(SimpleMeterRegistry.class)
                .withPropertyValues(properties)
                .run(context -> test.accept(context.getBean(MeterRegistry.class)));
    }

    private Migrator otherProcess() {
        return OtherProcess.migrator(database);
    }

    private Migrator withLocation(Path folder) {
        return OtherProcess.withLocations(database, "classpath:db/revisions", "filesystem:" + folder)
                .build();
    }

    /** The value of a gauge of a new instance. */
    private static double value(Migrator migrator, String name, String... tags) {
        try (MigrationMonitor monitor = new MigrationMonitor(migrator)) {
            // Unlike the gauges, this read has a timeout that is long enough for a slow machine.
            assertThat(monitor.read().error()).isEmpty();
            MeterRegistry registry = new SimpleMeterRegistry();
            new MigrationMetrics(() -> Map.of("primary", monitor)).bindTo(registry);
            return registry.get(name).tags(tags).gauge().value();
        }
    }

    private static long count(MeterRegistry registry, String timer, String... tags) {
        return registry.get(timer).tags(tags).timer().count();
    }

    private static long upgrades(MeterRegistry registry, String database) {
        return count(registry, "migration.upgrade", "database", database, "operation", "upgrade", "outcome", "success");
    }

    private static Plan plan() {
        return new Plan(Plan.Operation.UPGRADE, List.of(), List.of(), List.of("a"), List.of());
    }

    private void await(String condition) {
        database.await(condition);
    }
}
