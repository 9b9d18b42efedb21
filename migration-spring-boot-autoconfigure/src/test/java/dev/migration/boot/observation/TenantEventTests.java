// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.observation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.tenant.run.TenantMigrator;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The application events about tenants. */
@PostgresTest
class TenantEventTests {

    private static final String[] RUNS = {"Finished acme", "Finished umbrella", "Started acme", "Started umbrella"};

    @Test
    void onlyRunsArePublishedFromTheStartAndAllEventsLater(PostgresDatabase database) {
        database.reset();
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        List.of("acme", "umbrella", "late")
                .forEach(schema -> jdbc.sql("CREATE SCHEMA " + schema).update());
        runner(database)
                .withPropertyValues("migration.tenants.schemas=acme,umbrella")
                .run(context -> {
                    Listening listening = context.getBean(Listening.class);
                    assertThat(listening.events).containsExactlyInAnyOrder(RUNS);
                    listening.events.clear();

                    context.getBean(TenantMigrator.class).upgrade("late");

                    assertThat(listening.events)
                            .contains("RevisionStarted late", "RevisionFinished late")
                            .startsWith("LockObtained late")
                            .endsWith("Finished late");
                });
    }

    @Test
    void eventsOfTenantsHaveTheNameOfTheirDatabase(PostgresDatabase database) {
        database.reset();
        JdbcClient.create(database.dataSource()).sql("CREATE SCHEMA acme").update();
        runner(database)
                .withPropertyValues("migration.databases.customers.tenants.schemas=acme")
                .run(context -> assertThat(context.getBean(Listening.class).databases)
                        .containsExactly("customers", "customers"));
    }

    private static ApplicationContextRunner runner(PostgresDatabase database) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MigrationAutoConfiguration.class))
                .withUserConfiguration(Listening.class)
                .withPropertyValues(
                        "migration.url=" + database.url(),
                        "migration.username=" + database.username(),
                        "migration.password=" + database.password());
    }

    @Configuration(proxyBeanMethods = false)
    static class Listening {

        private final List<String> events = Collections.synchronizedList(new ArrayList<>());
        private final List<String> databases = Collections.synchronizedList(new ArrayList<>());

        @EventListener
        void on(DatabaseEvent<?> event) {
            events.add(event.event().getClass().getSimpleName() + " "
                    + event.tenant().orElse("none"));
            databases.add(event.database());
        }
    }
}
