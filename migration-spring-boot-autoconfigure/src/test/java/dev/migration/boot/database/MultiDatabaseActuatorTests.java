// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import java.util.EnumSet;
import java.util.Set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.migration.Migrator;
import dev.migration.boot.autoconfigure.MigrationHealthAutoConfiguration;
import dev.migration.boot.autoconfigure.MigrationInfoAutoConfiguration;
import dev.migration.boot.autoconfigure.MigrationMetricsAutoConfiguration;
import dev.migration.boot.info.MigrationInfoContributor;
import dev.migration.boot.metrics.MigrationMetrics;
import dev.migration.boot.operation.OperationRefusedException;
import dev.migration.boot.operation.OperationRequest;
import dev.migration.boot.operation.OperationRun;
import dev.migration.boot.operation.OperationService;
import dev.migration.boot.operation.OperationType;
import dev.migration.boot.operation.RequestOrigin;
import dev.migration.boot.status.MonitoredContext;
import dev.migration.boot.testing.TestContexts;
import dev.migration.boot.testing.TwoEmptyDatabases;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Health, info, metrics, the endpoint and the page show each of several databases under its name. */
class MultiDatabaseActuatorTests extends TwoEmptyDatabases {

    private ApplicationContextRunner runner;

    @BeforeEach
    void startEmpty() {
        runner = TestContexts.withoutDataSource(
                        MigrationHealthAutoConfiguration.class, MigrationInfoAutoConfiguration.class)
                .withPropertyValues(two.both())
                .withPropertyValues(
                        "management.info.migrations.enabled=true", "migration.databases.reports.on-startup=none");
    }

    @Test
    void healthHasAComponentForEach() {
        runner.run(context -> {
            var health = context.getBean("migrationsHealthContributor", CompositeHealthContributor.class);

            assertThat(health.stream().map(HealthContributors.Entry::name)).containsExactly("orders", "reports");
            assertThat(status(health, "orders")).isEqualTo(Status.UP);
            assertThat(status(health, "reports")).isEqualTo(Status.OUT_OF_SERVICE);
        });
    }

    @Test
    void informationHasAPartForEach() {
        runner.run(context -> {
            Info.Builder info = new Info.Builder();
            context.getBean(MigrationInfoContributor.class).contribute(info);

            assertThat(info.build().getDetails().get("migrations"))
                    .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                    .containsOnlyKeys("orders", "reports");
        });
    }

    @Test
    void theEndpointAndThePageListDatabasesInTheirOrder() {
        runner.run(context -> assertThat(MonitoredContext.upwardsFrom(context.getSourceApplicationContext()))
                .singleElement()
                .satisfies(one -> assertThat(one.databases().keySet()).containsExactly("orders", "reports")));
    }

    @Test
    void metersAreTaggedWithTheirDatabase() {
        runner.withBean(SimpleMeterRegistry.class)
                .withConfiguration(AutoConfigurations.of(MigrationMetricsAutoConfiguration.class))
                .run(context -> {
                    SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
                    context.getBean(MigrationMetrics.class).bindTo(registry);

                    assertThat(applied(registry, "orders")).isEqualTo(1);
                    assertThat(applied(registry, "reports")).isZero();
                    assertThat(registry.get("migration.upgrade")
                                    .tags("database", "orders", "outcome", "success")
                                    .timer()
                                    .count())
                            .isEqualTo(1);
                });
    }

    @Test
    void anOperationIsRunOnTheDatabaseThatItNames() {
        runner.run(context -> {
            try (OperationService operations = new OperationService(
                    context.getSourceApplicationContext(), EnumSet.of(OperationType.UPGRADE), Set.of())) {
                assertThatExceptionOfType(OperationRefusedException.class)
                        .isThrownBy(() -> operations.submit(
                                new OperationRequest("upgrade", "heads", null, null, ""), RequestOrigin.LOCAL))
                        .withMessageContaining("orders, reports");

                operations.submit(new OperationRequest("upgrade", "heads", "reports", null, ""), RequestOrigin.LOCAL);

                Migrator reports = context.getBean("reportsMigrator", Migrator.class);
                await().untilAsserted(() -> assertThat(operations.runs(reports))
                        .singleElement()
                        .satisfies(run -> assertThat(run.outcome()).isEqualTo(OperationRun.Outcome.SUCCEEDED)));
                assertThat(reports.reader().status().current()).containsExactly("r1");
                assertThat(operations.runs(context.getBean("ordersMigrator", Migrator.class)))
                        .isEmpty();
            }
        });
    }

    private static double applied(SimpleMeterRegistry registry, String database) {
        return registry.get("migration.applied")
                .tag("database", database)
                .gauge()
                .value();
    }

    private static Status status(CompositeHealthContributor health, String database) {
        return health.stream()
                .filter(entry -> entry.name().equals(database))
                .map(entry -> requireNonNull(((HealthIndicator) entry.contributor()).health())
                        .getStatus())
                .findFirst()
                .orElseThrow();
    }
}
