// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.boot.status.DatabaseBean;
import dev.migration.boot.testing.OtherProcess;
import dev.migration.cli.setting.GlobalOptions;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The names of the databases of an application with several migrators. */
@PostgresTest
class DatabaseNamesTests {

    @Test
    void databasesAreNamedAfterTheirMigratorsInTheOrderOfTheirNames(PostgresDatabase database) {
        MigrationSettings settings = MigrationSettings.defaults().toBuilder()
                .retryFor(Duration.ofDays(1))
                .build();
        Migrator orders =
                OtherProcess.migrator(database).toBuilder().settings(settings).build();
        try (var context = new GenericApplicationContext()) {
            context.registerBean("ordersMigrator", Migrator.class, () -> orders);
            context.registerBean("migrator", Migrator.class, () -> OtherProcess.migrator(database));
            context.registerBean("billing", Migrator.class, () -> OtherProcess.migrator(database));
            context.refresh();
            var configuration = new ApplicationCommandContext(new GlobalOptions(), context);

            assertThat(configuration.databases()).containsExactly("billing", "orders", "primary");
            assertThat(configuration.forDatabase("orders").migrator(List.of()).settings())
                    .isEqualTo(settings);
        }
    }

    @Test
    void aMonitorHasTheNameOfItsMigrator() {
        assertThat(DatabaseBean.MONITOR.database("migrationMonitor"))
                .isEqualTo(DatabaseBean.MIGRATOR.database("migrator"));
        assertThat(DatabaseBean.MONITOR.database("ordersMonitor"))
                .isEqualTo(DatabaseBean.MIGRATOR.database("ordersMigrator"));
        assertThat(DatabaseBean.MONITOR.database("Monitor")).isEqualTo("Monitor");
    }
}
