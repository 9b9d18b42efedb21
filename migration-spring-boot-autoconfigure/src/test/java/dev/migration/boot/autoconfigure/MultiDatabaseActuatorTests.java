package dev.migration.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.migration.boot.actuate.MigrationInfoContributor;
import dev.migration.boot.status.MonitoredContext;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** Health, information and what the endpoint and the page read have each of several databases under its name. */
@PostgresTest
class MultiDatabaseActuatorTests {

    private ApplicationContextRunner runner;

    @BeforeEach
    void startEmpty(PostgresDatabase database, @TempDir Path folder) throws IOException {
        runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        MigrationAutoConfiguration.class,
                        MigrationHealthAutoConfiguration.class,
                        MigrationInfoAutoConfiguration.class))
                .withPropertyValues(TwoDatabases.empty(database, folder).both())
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
    void theEndpointAndThePageFindThemInTheirOrder() {
        runner.run(context -> assertThat(MonitoredContext.upwardsFrom(context.getSourceApplicationContext()))
                .singleElement()
                .satisfies(one -> assertThat(one.databases().keySet()).containsExactly("orders", "reports")));
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
