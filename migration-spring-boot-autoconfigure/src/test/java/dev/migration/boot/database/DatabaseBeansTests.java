// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import dev.migration.Migrator;
import dev.migration.boot.startup.MigrationCustomizer;
import dev.migration.boot.startup.MigrationStrategy;
import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.TestContexts;
import dev.migration.boot.testing.TwoEmptyDatabases;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.script.JavaRevision;
import dev.migration.script.MigrationContext;
import dev.migration.script.RevisionHeader;

import static org.assertj.core.api.Assertions.assertThat;

/** Beans for one of several databases, and beans for all of them. */
class DatabaseBeansTests extends TwoEmptyDatabases {

    private ApplicationContextRunner runner;

    @BeforeEach
    void startEmpty() {
        runner = TestContexts.withoutDataSource().withPropertyValues(two.both());
    }

    @Test
    void aJavaRevisionWithTheQualifierOfADatabaseIsForThatDatabase() {
        runner.withUserConfiguration(Revisions.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(Queries.tables(two.orders())).contains("made_in_java");
            assertThat(Queries.tables(two.reports())).doesNotContain("made_in_java");
        });
    }

    @Test
    void customizersAreForOneDatabaseOrForAllInTheirOrder() {
        runner.withUserConfiguration(Customizers.class).run(context -> {
            assertThat(lockTimeout(context.getBean("ordersMigrator", Migrator.class)))
                    .isEqualTo(Duration.ofMillis(2));
            assertThat(lockTimeout(context.getBean("reportsMigrator", Migrator.class)))
                    .isEqualTo(Duration.ofMillis(1));
        });
    }

    @Test
    void theStrategyOfADatabaseOverridesTheStrategyForAll() {
        runner.withUserConfiguration(Strategies.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(Queries.tables(two.orders())).isEmpty();
            assertThat(Queries.tables(two.reports())).contains("report");
        });
    }

    @Test
    void twoStrategiesForADatabaseAreRefused() {
        runner.withUserConfiguration(Strategies.class)
                .withBean("second", MigrationStrategy.class, () -> migrator -> {})
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(NoUniqueBeanDefinitionException.class)
                        .hasMessageContaining("forAll")
                        .hasMessageContaining("second"));
    }

    @Test
    void listenersReceiveTheEventsOfOneDatabaseOrOfAll() {
        runner.withUserConfiguration(Listeners.class).run(context -> {
            Listeners listeners = context.getBean(Listeners.class);
            assertThat(listeners.ofOrders).containsExactly("o1");
            assertThat(listeners.ofAll).containsExactly("o1", "r1");
        });
    }

    private static Duration lockTimeout(Migrator migrator) {
        return migrator.settings().lockLimits().timeout().orElseThrow();
    }

    @Configuration(proxyBeanMethods = false)
    static class Revisions {

        @Bean
        @Qualifier("orders")
        JavaRevision second() {
            return new CreatesTable();
        }
    }

    @RevisionHeader(revision = "o2", revises = "o1")
    static class CreatesTable implements JavaRevision {

        @Override
        public void upgrade(MigrationContext context) {
            context.jdbc().sql("CREATE TABLE made_in_java (id int)").update();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {

        @Bean
        @Order(2)
        @Qualifier("orders")
        MigrationCustomizer forOrders() {
            return TestContexts.lockTimeout(2);
        }

        @Bean
        @Order(1)
        MigrationCustomizer forAll() {
            return TestContexts.lockTimeout(1);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Strategies {

        @Bean
        @Qualifier("orders")
        MigrationStrategy forOrders() {
            return migrator -> {};
        }

        @Bean
        MigrationStrategy forAll() {
            return migrator -> migrator.upgrade("heads");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Listeners {

        private final List<String> ofOrders = new ArrayList<>();
        private final List<String> ofAll = new ArrayList<>();

        @Bean
        @Qualifier("orders")
        MigrationListener forOrders() {
            return event -> record(event, ofOrders);
        }

        @Bean
        MigrationListener forAll() {
            return event -> record(event, ofAll);
        }

        private static void record(MigrationEvent event, List<String> ids) {
            if (event instanceof MigrationEvent.RevisionFinished finished) {
                ids.add(finished.step().revision().id());
            }
        }
    }
}
