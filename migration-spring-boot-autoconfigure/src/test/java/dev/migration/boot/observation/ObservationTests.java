// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.observation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.metrics.buffering.BufferingApplicationStartup;
import org.springframework.boot.context.metrics.buffering.StartupTimeline.TimelineEvent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.core.metrics.StartupStep;

import dev.migration.Migrator;
import dev.migration.boot.autoconfigure.MigrationObservationAutoConfiguration;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.TestContexts;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.execution.failure.RevisionFailedException;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Observations, log context, start-up steps and application events of a migration. */
class ObservationTests extends EmptyDatabase {

    private ApplicationContextRunner runner;

    @BeforeEach
    void startEmpty() {
        runner = TestContexts.withDataSource(database, MigrationObservationAutoConfiguration.class);
    }

    @Test
    void theMigrationAtStartupIsRecordedAsSteps() {
        BufferingApplicationStartup startup = new BufferingApplicationStartup(1000);
        runner.withInitializer(context -> context.setApplicationStartup(startup))
                .run(context -> {
                    List<StartupStep> steps = startup.getBufferedTimeline().getEvents().stream()
                            .map(TimelineEvent::getStartupStep)
                            .filter(step -> step.getName().startsWith("migration."))
                            .toList();

                    // In the order in which they ended.
                    assertThat(steps)
                            .extracting(StartupStep::getName)
                            .containsExactly(
                                    "migration.lock", "migration.revision", "migration.revision", "migration.upgrade");
                    assertThat(tags(steps.get(1)))
                            .containsOnly(
                                    Map.entry("database", "primary"),
                                    Map.entry("revision", "a1"),
                                    Map.entry("direction", "UP"),
                                    Map.entry("outcome", "success"));
                    assertThat(tags(steps.get(3)))
                            .containsOnly(
                                    Map.entry("database", "primary"),
                                    Map.entry("revisions", "2"),
                                    Map.entry("outcome", "success"));
                    assertThat(steps.get(1).getParentId())
                            .isEqualTo(steps.get(3).getId());

                    context.getBean(Migrator.class).downgrade("-1");

                    assertThat(startup.getBufferedTimeline().getEvents())
                            .filteredOn(
                                    event -> event.getStartupStep().getName().equals("migration.revision"))
                            .hasSize(2);
                });
    }

    @Test
    void aFailedMigrationAtStartupIsRecorded(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("x.sql"), "-- @revision x\n-- @upgrade\nSELECT 1/0;");
        BufferingApplicationStartup startup = new BufferingApplicationStartup(1000);
        runner.withPropertyValues("migration.locations=filesystem:" + folder)
                .withInitializer(context -> context.setApplicationStartup(startup))
                .run(context -> {
                    assertThat(context).hasFailed();
                    assertThat(startup.getBufferedTimeline().getEvents())
                            .map(TimelineEvent::getStartupStep)
                            .filteredOn(step -> step.getName().equals("migration.revision")
                                    || step.getName().equals("migration.upgrade"))
                            .hasSize(2)
                            .allSatisfy(step -> assertThat(tags(step)).containsEntry("outcome", "failure"));
                });
    }

    @Test
    void linesOfTheLogHaveTheirRevision() {
        List<String> keys = new ArrayList<>();
        runner.withBean(MigrationListener.class, () -> event -> {
                    if (event instanceof MigrationEvent.RevisionFinished) {
                        keys.add(MDC.get("migration.revision") + " " + MDC.get("migration.direction"));
                    }
                })
                .run(context -> {
                    context.getBean(Migrator.class).downgrade("a1");

                    assertThat(keys).containsExactly("a1 up", "b2 up", "b2 down");
                    assertThat(MDC.get("migration.revision")).isNull();
                    assertThat(MDC.get("migration.direction")).isNull();
                });
    }

    @Test
    void eventListenersReceiveEventsOfTheStartAndLater() {
        runner.withUserConfiguration(Listening.class).run(context -> {
            Listening listening = context.getBean(Listening.class);
            assertThat(listening.events).containsExactly("started", "a1", "b2", "finished");

            context.getBean(Migrator.class).downgrade("a1");

            assertThat(listening.events).containsSubsequence("finished", "started", "b2", "finished");
        });
    }

    @Test
    void aRunAndItsRevisionsAreObserved() {
        TestObservationRegistry registry = TestObservationRegistry.create();
        runner.withBean(ObservationRegistry.class, () -> registry)
                .withUserConfiguration(EarlyRegistry.class)
                .run(context -> {
                    assertThat(registry)
                            .hasObservationWithNameEqualTo("migration.run")
                            .that()
                            .hasLowCardinalityKeyValue("operation", "upgrade")
                            .hasLowCardinalityKeyValue("outcome", "success")
                            .hasHighCardinalityKeyValue("revisions", "2")
                            .hasBeenStopped();
                    assertThat(registry).hasNumberOfObservationsWithNameEqualTo("migration.run.revision", 2);
                    assertThat(registry)
                            .hasObservationWithNameEqualTo("migration.run.revision")
                            .that()
                            .hasContextualNameEqualTo("upgrade a1")
                            .hasHighCardinalityKeyValue("revision", "a1")
                            .hasParentObservation();
                    assertThat(registry.getCurrentObservation()).isNull();
                });
    }

    @Test
    void aRevisionThatFailsIsObservedWithItsError(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("x.sql"), "-- @revision x\n-- @upgrade\nSELECT 1/0;");
        TestObservationRegistry registry = TestObservationRegistry.create();
        runner.withBean(ObservationRegistry.class, () -> registry)
                .withUserConfiguration(EarlyRegistry.class)
                .withPropertyValues("migration.on-startup=none", "migration.locations=filesystem:" + folder)
                .run(context -> {
                    assertThatExceptionOfType(RevisionFailedException.class)
                            .isThrownBy(() -> context.getBean(Migrator.class).upgrade("heads"))
                            .satisfies(failed -> assertThat(failed.sqlState()).isEqualTo("22012"));

                    assertThat(registry)
                            .hasObservationWithNameEqualTo("migration.run.revision")
                            .that()
                            .hasLowCardinalityKeyValue("outcome", "failure")
                            .hasError();
                    assertThat(registry.getCurrentObservation()).isNull();
                });
    }

    @Test
    void noRegistryIsCreatedForTheMigration() {
        runner.withUserConfiguration(LateRegistry.class).run(context -> {
            assertThat(context).hasNotFailed();
            TestObservationRegistry registry = context.getBean(TestObservationRegistry.class);
            assertThat(registry).doesNotHaveAnyObservation();

            context.getBean(Migrator.class).downgrade("a1");

            assertThat(registry).hasNumberOfObservationsWithNameEqualTo("migration.run.revision", 1);
        });
    }

    private static Map<String, String> tags(StartupStep step) {
        return StreamSupport.stream(step.getTags().spliterator(), false)
                .collect(Collectors.toMap(StartupStep.Tag::getKey, StartupStep.Tag::getValue));
    }

    @Configuration(proxyBeanMethods = false)
    static class Listening {

        private final List<String> events = new ArrayList<>();

        @EventListener
        void started(MigrationEvent.Started started) {
            events.add("started");
        }

        @EventListener
        void finished(MigrationEvent.RevisionFinished finished) {
            events.add(finished.step().revision().id());
        }

        @EventListener
        void finished(MigrationEvent.Finished finished) {
            events.add("finished");
        }
    }

    /** Creates the registry early, as the filters of a web server do. */
    @Configuration(proxyBeanMethods = false)
    static class EarlyRegistry {

        @Bean
        static BeanPostProcessor early(ObservationRegistry registry) {
            assertThat(registry.isNoop()).isFalse();
            return new BeanPostProcessor() {};
        }
    }

    /** A registry that is created on first use. */
    @Configuration(proxyBeanMethods = false)
    static class LateRegistry {

        @Bean
        @Lazy
        TestObservationRegistry observations() {
            return TestObservationRegistry.create();
        }
    }
}
