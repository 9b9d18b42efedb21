// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.diagnostics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.migration.boot.autoconfigure.MigrationAutoConfiguration;
import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.TwoEmptyDatabases;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** The failure reports about one of several databases. */
@ExtendWith(OutputCaptureExtension.class)
class SeveralDatabasesReportTests extends TwoEmptyDatabases {

    @Test
    void aFailureNamesItsDatabaseAndWhatBecameOfTheOthers(CapturedOutput output) throws IOException {
        two.scripts().write("reports", "r2", "SELEKT 1");
        start(Application.class, two.both());

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Database 'reports': The upgrade of revision r2 (")
                .contains("Migrated before it, and unchanged: orders.")
                .doesNotContain("Not touched");
        assertThat(Queries.tables(two.orders())).contains("orders");
    }

    @Test
    void failedTenantsAreReportedWithTheirDatabase(CapturedOutput output) {
        start(Application.class, with("migration.databases.reports.tenants.schemas=gone"));

        assertThat(output)
                .contains("Database 'reports': Not every tenant was upgraded.")
                .contains("Migrated before it, and unchanged: orders.");
    }

    @Test
    void tenantsWithoutADatabaseAreReported(CapturedOutput output) {
        start(Application.class, with("migration.tenants.schemas=acme"));

        assertThat(output)
                .contains(
                        "Description:\n\nmigration.tenants.schemas or .pattern does not name the database of the tenants, and there"
                                + " are several databases: orders, reports.")
                .contains("migration.databases.NAME.tenants.schemas");
        assertThat(Queries.tables(two.orders())).isEmpty();
    }

    @Test
    void thoseBehindAFailureAreNotTouched(CapturedOutput output) throws IOException {
        two.scripts().write("orders", "o1", "SELEKT 1");
        start(Application.class, two.both());

        assertThat(output)
                .contains("Database 'orders': The upgrade of revision o1 (")
                .contains("Not touched: reports.")
                .doesNotContain("Migrated before it");
        assertThat(Queries.tables(two.reports())).isEmpty();
    }

    @Test
    void faultsOfScriptsNameTheirDatabaseBeforeAnyIsTouched(CapturedOutput output) throws IOException {
        two.scripts().write("reports", "r2", "SELECT 1;\n-- @upgarde");
        start(Application.class, two.both());

        assertThat(output)
                .contains("Database 'reports': ")
                .contains("'@upgarde' is not a directive")
                .contains("No database was touched.");
        assertThat(Queries.tables(two.orders())).isEmpty();
    }

    @Test
    void aPropertyIsReportedWithThePrefixOfItsDatabase(CapturedOutput output) {
        start(Application.class, with("migration.databases.reports.locations=classpath:no/such/folder"));

        assertThat(output)
                .contains("Database 'reports': There is no revision script (*.sql) in 'classpath:no/such/folder'.")
                .contains("To set a property for this database only, use migration.databases.reports.…");
    }

    @Test
    void aDatabaseWithoutADataSourceIsReportedWithTheExistingBeans(CapturedOutput output) {
        start(Application.class, "migration.databases.orders.schema=one");
        start(Sources.class, "migration.databases.orders.schema=one");

        assertThat(output)
                .contains("Database 'orders': It has neither a URL nor a DataSource bean 'orders' or"
                        + " 'ordersDataSource'. There is no DataSource bean at all.")
                .contains("'ordersDataSource'. The DataSource beans are: ledger, archive.")
                .contains("set migration.databases.orders.data-source to the name of a DataSource bean, or"
                        + " migration.databases.orders.url");
    }

    @Test
    void aMissingDataSourceIsReported(CapturedOutput output) {
        start(Sources.class, "migration.databases.orders.data-source=ledgre");

        assertThat(output)
                .contains("migration.databases.orders.data-source is 'ledgre', and there is no DataSource bean of that"
                        + " name. Did you mean 'ledger'?");
    }

    @Test
    void invalidValuesAreReportedWithTheirProperty(CapturedOutput output) {
        start(Application.class, with("migration.databases.reports.wait-for=-1s"));
        start(Application.class, with("migration.wait-for=-2s"));
        start(Application.class, with("migration.databases.reports.lock-timeout=soon"));

        assertThat(output)
                .contains("Invalid value '-1s' for configuration property 'migration.databases.reports.wait-for'")
                .contains("Invalid value '-2s' for configuration property 'migration.wait-for'")
                .contains("Property: migration.databases.reports.lock-timeout");
    }

    private String[] with(String property) {
        List<String> properties = new ArrayList<>(List.of(two.both()));
        properties.add(property);
        return properties.toArray(String[]::new);
    }

    private void start(Class<?> application, String... properties) {
        boolean started =
                ApplicationStart.with(two.orders()).properties(properties).run(application);
        assertThat(started).as("started").isFalse();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(MigrationAutoConfiguration.class)
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    static class Sources extends Application {

        @Bean
        DataSource ledger(PostgresDatabase database) {
            return database.dataSource();
        }

        @Bean
        DataSource archive(PostgresDatabase database) {
            return database.dataSource();
        }
    }
}
