package dev.migration.boot.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.migration.Migrator;
import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.boot.autoconfigure.MigrationMetricsAutoConfiguration;
import dev.migration.event.MigrationEvent;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.revision.HeadsChange;
import dev.migration.revision.Revision;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

@PostgresTest
class MigrationMetricsTests {

    private PostgresDatabase database;
    private ApplicationContextRunner runner;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) {
        postgres.reset();
        database = postgres;
        runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        MetricsAutoConfiguration.class,
                        CompositeMeterRegistryAutoConfiguration.class,
                        MigrationAutoConfiguration.class,
                        MigrationMetricsAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + database.username(),
                        "spring.datasource.password=" + database.password());
    }

    @Test
    void measuresWhatRanBeforeThereWasARegistry() {
        runner.withBean(SimpleMeterRegistry.class).run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);

            assertThat(registry.get("migration.revision")
                            .tags("operation", "upgrade", "outcome", "success")
                            .timer()
                            .count())
                    .isEqualTo(2);
            assertThat(registry.get("migration.upgrade")
                            .tag("outcome", "success")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("migration.upgrade")
                            .tag("outcome", "success")
                            .timer()
                            .totalTime(java.util.concurrent.TimeUnit.NANOSECONDS))
                    .isPositive();
            assertThat(registry.get("migration.lock.wait").timer().count()).isEqualTo(1);
        });
    }

    @Test
    void measuresARunElsewhereWhileItLasts() {
        runner.withBean(SimpleMeterRegistry.class)
                .withPropertyValues("migration.target=a1")
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    List<Double> seen = new ArrayList<>();

                    Migrator.builder()
                            .dataSource(database.dataSource())
                            .listener(event -> {
                                if (event instanceof MigrationEvent.RevisionFinished) {
                                    Stream.of("migration.running", "migration.running.steps", "migration.running.done")
                                            .map(name ->
                                                    registry.get(name).gauge().value())
                                            .forEach(seen::add);
                                }
                            })
                            .build()
                            .upgrade("heads");

                    assertThat(seen).containsExactly(1.0, 1.0, 0.0);
                });
    }

    @Test
    void measuresLaterRunsInEveryRegistry() {
        runner.withBean("first", SimpleMeterRegistry.class)
                .withBean("second", SimpleMeterRegistry.class)
                .run(context -> {
                    context.getBean(Migrator.class).downgrade("a1");

                    assertThat(context.getBeansOfType(SimpleMeterRegistry.class).values())
                            .hasSize(2)
                            .allSatisfy(registry -> {
                                assertThat(registry.get("migration.revision")
                                                .tags("operation", "downgrade")
                                                .timer()
                                                .count())
                                        .isEqualTo(1);
                                assertThat(registry.get("migration.revision")
                                                .tags("operation", "upgrade")
                                                .timer()
                                                .count())
                                        .isEqualTo(2);
                            });
                });
    }

    @Test
    void showsWhatIsPendingAndApplied() {
        runner.withBean(SimpleMeterRegistry.class)
                .withPropertyValues("migration.target=a1")
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);

                    assertThat(registry.get("migration.pending").gauge().value())
                            .isEqualTo(1);
                    assertThat(registry.get("migration.applied").gauge().value())
                            .isEqualTo(1);
                    assertThat(registry.get("migration.heads").gauge().value()).isEqualTo(1);
                    assertThat(registry.get("migration.last.applied").gauge().value())
                            .isCloseTo(System.currentTimeMillis() / 1000.0, org.assertj.core.data.Offset.offset(60.0));
                });
    }

    @Test
    void showsZeroWhenNothingRan() {
        runner.withBean(SimpleMeterRegistry.class)
                .withPropertyValues("migration.on-startup=none")
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);

                    assertThat(registry.get("migration.revision").timers())
                            .hasSize(2)
                            .allSatisfy(timer -> assertThat(timer.count()).isZero());
                });
    }

    @Test
    void countsTheTriesThatWereInSomebodysWay() {
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
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        MigrationAutoConfiguration.class,
                        MigrationMetricsAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + database.username(),
                        "spring.datasource.password=" + database.password())
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(MigrationMetrics.class));
    }
}
