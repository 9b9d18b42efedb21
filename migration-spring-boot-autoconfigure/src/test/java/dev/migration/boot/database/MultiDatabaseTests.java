// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.PendingRevisionsException;
import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.boot.startup.MigrationInitializer;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.TestContexts;
import dev.migration.boot.testing.TwoEmptyDatabases;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;

import static org.assertj.core.api.Assertions.assertThat;

/** Several databases in one application: their names, their order and their properties. */
class MultiDatabaseTests extends TwoEmptyDatabases {

    private ApplicationContextRunner runner = TestContexts.withoutDataSource();

    @Test
    void eachDatabaseIsMigratedWithItsOwnScripts() {
        runner.withPropertyValues(two.both()).run(context -> {
            assertThat(context)
                    .hasNotFailed()
                    .getBeanNames(Migrator.class)
                    .containsExactly("ordersMigrator", "reportsMigrator");
            assertThat(context).getBeanNames(MigrationMonitor.class).containsExactly("ordersMonitor", "reportsMonitor");
            assertThat(context)
                    .getBeanNames(MigrationInitializer.class)
                    .containsExactly("ordersMigrationInitializer", "reportsMigrationInitializer");
            assertThat(Queries.tables(orders)).containsExactly("migration_history", "migration_revision", "orders");
            assertThat(Queries.tables(reports)).containsExactly("migration_history", "migration_revision", "report");
        });
    }

    @Test
    void twoSchemasOfOneDatabaseAreTwoDatabases() {
        Queries.execute(orders, "CREATE SCHEMA one");
        Queries.execute(orders, "CREATE SCHEMA two");
        runner.withPropertyValues(TestContexts.connection("migration", orders))
                .withPropertyValues(
                        "migration.databases.one.schema=one",
                        "migration.databases.one.locations=" + two.location("orders"),
                        "migration.databases.two.schema=two",
                        "migration.databases.two.locations=" + two.location("reports"))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(Queries.applied(orders, "one")).containsExactly("o1");
                    assertThat(Queries.applied(orders, "two")).containsExactly("r1");
                });
    }

    @Test
    void aKeyThatADatabaseDoesNotSetHasTheValueForAllDatabases() {
        runner.withPropertyValues(two.both())
                .withPropertyValues(
                        "migration.lock-timeout=70ms",
                        "migration.retry-for=7m",
                        "migration.variables.x=all",
                        "migration.variables.y=all",
                        "migration.databases.orders.retry-for=1m",
                        "migration.databases.orders.variables.x=own",
                        "migration.databases.orders.nosuchkey=is left alone")
                .run(context -> {
                    MigrationDatabases databases = context.getBean(MigrationDatabases.class);
                    MigrationSettings own = databases.settings("orders");
                    assertThat(own.lockLimits().timeout().orElseThrow()).isEqualTo(Duration.ofMillis(70));
                    assertThat(own.retryFor()).isEqualTo(Duration.ofMinutes(1));
                    assertThat(own.variables()).isEqualTo(Map.of("x", "own", "y", "all"));
                    assertThat(databases.settings("reports").retryFor()).isEqualTo(Duration.ofMinutes(7));
                });
    }

    @Test
    void databasesAreMigratedInTheOrderOfTheFilesAlsoWhenOtherSourcesOverrideThem() throws IOException {
        Path file = folder.resolve("application.properties");
        Files.write(file, List.of(two.both()));
        FinishedDatabases listener = new FinishedDatabases();
        try (var context = new SpringApplicationBuilder(Bare.class)
                .web(WebApplicationType.NONE)
                .initializers(starting -> starting.getBeanFactory().registerSingleton("listener", listener))
                .run(
                        "--spring.config.location=file:" + file,
                        "--migration.databases.reports.retry-for=1m",
                        "--migration.databases.ORDERS.retry-for=1m")) {
            assertThat(context.getBean(MigrationDatabases.class).names()).containsExactly("orders", "reports");
            assertThat(listener.finished).containsExactly("orders", "reports");
        }
        Files.write(file, List.of(two.both("reports", "orders")));
        try (var context = new SpringApplicationBuilder(Bare.class)
                .web(WebApplicationType.NONE)
                .run("--spring.config.location=file:" + file)) {
            assertThat(context.getBeanFactory()
                            .getBeanDefinition("ordersMigrationInitializer")
                            .getDependsOn())
                    .contains("reportsMigrationInitializer");
        }
    }

    @Test
    void eachDatabaseHasItsOwnMode() {
        runner.withPropertyValues(two.both())
                .withPropertyValues(
                        "migration.on-startup=none",
                        "migration.databases.orders.on-startup=upgrade",
                        "migration.databases.reports.locations=" + two.location("reports"))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(Queries.tables(orders)).contains("orders");
                    assertThat(Queries.tables(reports)).isEmpty();
                });
        runner.withPropertyValues(two.both())
                .withPropertyValues("migration.databases.reports.on-startup=verify")
                .run(context ->
                        assertThat(context).getFailure().rootCause().isInstanceOf(PendingRevisionsException.class));
        runner.withPropertyValues(two.both())
                .withPropertyValues(
                        "migration.databases.reports.on-startup=wait", "migration.databases.reports.wait-for=0s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("r1 missing; no session holds the migration lock"));
    }

    @Test
    void everyFaultOfAScriptIsReportedBeforeTheFirstDatabaseIsChanged() throws IOException {
        Files.writeString(folder.resolve("reports/r1.sql"), "-- @revision r1\n-- @revises nothing\n-- @upgrade\n");
        runner.withPropertyValues(two.both()).run(context -> {
            assertThat(context).getFailure().hasStackTraceContaining("Revision 'r1' revises 'nothing'");
            assertThat(Queries.tables(orders)).isEmpty();
        });
    }

    @Test
    void databasesAreMigratedWithLazyInitialization() {
        runner.withPropertyValues(two.both())
                .withPropertyValues("spring.main.lazy-initialization=true")
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> assertThat(Queries.tables(reports)).contains("report"));
    }

    @Test
    void aBeanOfTheSameNameReplacesOne() {
        Migrator own = Migrator.builder()
                .dataSource(reports.dataSource())
                .settings(MigrationSettings.defaults().toBuilder()
                        .locations(two.location("orders"))
                        .build())
                .build();
        runner.withPropertyValues(two.both())
                .withBean("reportsMigrator", Migrator.class, () -> own)
                .run(context -> {
                    assertThat(context).hasNotFailed().getBeans(Migrator.class).hasSize(2);
                    assertThat(context.getBean("reportsMigrator")).isSameAs(own);
                    assertThat(Queries.tables(reports)).contains("orders").doesNotContain("report");
                });
    }

    @Test
    void twoNamesWithTheSameStateTablesAreRefused() {
        runner.withPropertyValues(two.both())
                .withPropertyValues(TestContexts.connection("migration.databases.reports", orders))
                .run(context -> {
                    assertThat(context)
                            .getFailure()
                            .rootCause()
                            .isInstanceOf(SharedStateException.class)
                            .hasMessageContaining("'orders' and 'reports' use the same state tables")
                            .hasMessageContaining("migration.databases.reports.schema");
                    assertThat(Queries.tables(orders)).isEmpty();
                });
        runner.withPropertyValues(two.both())
                .withPropertyValues(TestContexts.connection("migration.databases.reports", orders))
                .withPropertyValues(
                        "migration.databases.reports.revision-table=r", "migration.databases.reports.history-table=h")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(MigrationAutoConfiguration.class)
    static class Bare {}

    static class FinishedDatabases implements MigrationListener {

        private final List<String> finished = new ArrayList<>();

        @Override
        public void on(MigrationEvent event) {
            throw new IllegalStateException("the listener was not asked for a database");
        }

        @Override
        public MigrationListener forDatabase(String database) {
            return event -> {
                if (event instanceof MigrationEvent.Finished) {
                    finished.add(database);
                }
            };
        }
    }
}
