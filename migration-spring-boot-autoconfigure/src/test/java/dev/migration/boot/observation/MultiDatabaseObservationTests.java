// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.context.metrics.buffering.BufferingApplicationStartup;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.metrics.StartupStep;

import dev.migration.Migrator;
import dev.migration.boot.autoconfigure.MigrationObservationAutoConfiguration;
import dev.migration.boot.testing.TestContexts;
import dev.migration.boot.testing.TwoEmptyDatabases;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;

import static org.assertj.core.api.Assertions.assertThat;

/** Observations, log context, start-up steps and events have the name of their database. */
class MultiDatabaseObservationTests extends TwoEmptyDatabases {

    private ApplicationContextRunner runner;

    @BeforeEach
    void startEmpty() {
        runner = TestContexts.withoutDataSource(MigrationObservationAutoConfiguration.class)
                .withPropertyValues(two.both());
    }

    @Test
    void startupStepsHaveTheirDatabase() {
        BufferingApplicationStartup startup = new BufferingApplicationStartup(1000);
        runner.withInitializer(context -> context.setApplicationStartup(startup))
                .run(context -> assertThat(startup.getBufferedTimeline().getEvents())
                        .map(event -> event.getStartupStep())
                        .filteredOn(step -> step.getName().startsWith("migration."))
                        .map(step -> step.getName() + " " + database(step))
                        .containsExactly(
                                "migration.lock orders",
                                "migration.revision orders",
                                "migration.upgrade orders",
                                "migration.lock reports",
                                "migration.revision reports",
                                "migration.upgrade reports"));
    }

    @Test
    void linesOfTheLogHaveTheirDatabase() {
        List<String> keys = new ArrayList<>();
        runner.withBean(MigrationListener.class, () -> event -> {
                    if (event instanceof MigrationEvent.RevisionFinished) {
                        keys.add(MDC.get("migration.database") + " " + MDC.get("migration.revision"));
                    }
                })
                .run(context -> {
                    context.getBean("reportsMigrator", Migrator.class).stamp("base");

                    assertThat(keys).startsWith("orders o1", "reports r1");
                    assertThat(MDC.get("migration.database")).isNull();
                });
    }

    @Test
    void eventListenersCanReceiveTheDatabase() {
        runner.withUserConfiguration(Listening.class).run(context -> {
            assertThat(context.getBean(Listening.class).events).containsExactly("orders o1", "reports r1");
            assertThat(context.getBean(Listening.class).plain).containsExactly("o1", "r1");
            assertThat(context.getBean(Listening.class).conditional).containsExactly("r1");
        });
    }

    @Test
    void observationsHaveTheirDatabase() {
        TestObservationRegistry registry = TestObservationRegistry.create();
        runner.withBean(ObservationRegistry.class, () -> registry)
                .withPropertyValues("migration.on-startup=none")
                .run(context -> {
                    context.getBean(ObservationRegistry.class);
                    Stream.of("orders", "reports")
                            .forEach(name -> context.getBean(name + "Migrator", Migrator.class)
                                    .upgrade("heads"));

                    for (String name : List.of("orders", "reports")) {
                        assertThat(registry)
                                .hasAnObservationWithAKeyValue("database", name)
                                .hasNumberOfObservationsWithNameEqualTo("migration.run", 2)
                                .hasNumberOfObservationsWithNameEqualTo("migration.run.revision", 2);
                    }
                });
    }

    private static String database(StartupStep step) {
        return StreamSupport.stream(step.getTags().spliterator(), false)
                .filter(tag -> tag.getKey().equals("database"))
                .map(StartupStep.Tag::getValue)
                .findFirst()
                .orElse("none");
    }

    @Configuration(proxyBeanMethods = false)
    static class Listening {

        private final List<String> events = new ArrayList<>();
        private final List<String> plain = new ArrayList<>();
        private final List<String> conditional = new ArrayList<>();

        @EventListener
        void finished(DatabaseEvent<MigrationEvent.RevisionFinished> finished) {
            events.add(finished.database() + " "
                    + finished.event().step().revision().id());
        }

        @EventListener
        void finished(MigrationEvent.RevisionFinished finished) {
            plain.add(finished.step().revision().id());
        }

        @EventListener(condition = "#root.event.database() == 'reports'")
        void ofReports(MigrationEvent.RevisionFinished finished) {
            conditional.add(finished.step().revision().id());
        }
    }
}
