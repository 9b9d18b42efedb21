// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.SharedSchemaAndTenants;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands in an application with tenants and a shared schema. */
@PostgresTest
class NamedTenantCommandTests {

    private PostgresDatabase database;
    private String[] properties;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres, @TempDir Path folder) throws IOException {
        database = postgres;
        properties = Stream.concat(
                        Stream.of(SharedSchemaAndTenants.empty(postgres, folder).settings()),
                        Stream.of(
                                "migration.databases.customers.url=" + postgres.url(),
                                "migration.databases.customers.tenants.pattern=acme|umbrella"))
                .toArray(String[]::new);
        run("upgrade", "--database", "shared");
    }

    @Test
    void everyTenantIsADatabaseNextToTheSharedOne() {
        assertThat(run("upgrade"))
                .contains("Database customers/acme", "Database customers/umbrella", "Database shared");
        assertThat(applied("acme")).containsExactly("c1");
        assertThat(applied("umbrella")).containsExactly("c1");
        assertThat(applied("public")).containsExactly("s1");
    }

    @Test
    void oneTenantIsSelectedByTheNamesOfItsDatabaseAndItself() {
        assertThat(run("upgrade", "--database", "customers/umbrella")).contains("The database is at c1.");

        assertThat(applied("umbrella")).containsExactly("c1");
        assertThat(Queries.exists(database, "acme.migration_revision")).isFalse();
    }

    @Test
    void theNameOfTheDatabaseSelectsAllItsTenants() {
        assertThat(run("current", "--database", "customers"))
                .contains("Database customers/acme", "Database customers/umbrella")
                .doesNotContain("Database shared");
    }

    @Test
    void anUnknownTenantIsRefusedAndNothingIsRun() {
        assertThat(run("upgrade", "--database", "customers/umbrela"))
                .contains("There is no database 'customers/umbrela'.");
        assertThat(run("upgrade", "--database", "acme")).contains("There is no database 'acme'.");
        assertThat(Queries.exists(database, "umbrella.migration_revision")).isFalse();
    }

    @Test
    void offlineScriptsAreSelectedByTheNameOfTheDatabase() {
        assertThat(run("upgrade", "heads", "--sql", "--database", "customers"))
                .contains("CREATE TABLE invoice")
                .doesNotContain("CREATE TABLE plan");
        assertThat(run("upgrade", "heads", "--sql"))
                .contains("needs the name of one database. The settings name customers, shared.");
    }

    @Test
    void theUrlOptionIsTheAddressOfTheTenant() {
        PostgresDatabase other = database.createDatabase();
        Queries.execute(other, "CREATE TABLE plan (id int PRIMARY KEY); CREATE SCHEMA acme");

        assertThat(run("upgrade", "--database", "customers/acme", "--url", other.url()))
                .contains("The database is at c1.");

        assertThat(Queries.exists(database, "acme.migration_revision")).isFalse();
    }

    @Test
    void withoutTenantsNothingIsRun() {
        Queries.execute(database, "DROP SCHEMA acme; DROP SCHEMA umbrella");

        assertThat(run("downgrade", "base", "--database", "customers"))
                .contains("There is no tenant yet in customers.");
        assertThat(applied("public")).containsExactly("s1");
    }

    private String run(String... arguments) {
        return new InProcessCommand(properties).run(arguments);
    }

    private List<String> applied(String schema) {
        return Queries.applied(database, schema);
    }
}
