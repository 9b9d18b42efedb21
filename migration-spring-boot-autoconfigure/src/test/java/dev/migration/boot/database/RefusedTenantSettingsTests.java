package dev.migration.boot.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.SharedSchemaAndTenants;
import dev.migration.boot.testing.TestContexts;
import dev.migration.tenant.InvalidTenantsException;
import dev.migration.tenant.TenantSource;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Settings of tenants that are refused next to other databases. */
@PostgresTest
class RefusedTenantSettingsTests {

    @TempDir
    private Path folder;

    private SharedSchemaAndTenants setUp;
    private PostgresDatabase database;
    private ApplicationContextRunner runner;

    @BeforeEach
    void startEmpty(PostgresDatabase postgres) throws IOException {
        setUp = SharedSchemaAndTenants.empty(postgres, folder);
        database = postgres;
        runner = TestContexts.withoutDataSource().withPropertyValues(setUp.settings());
    }

    @Test
    void aTenantSourceWithoutQualifierIsRefused() {
        tenants()
                .withBean("everyone", TenantSource.class, () -> jdbc -> List.of("acme"))
                .run(context -> {
                    assertThat(context)
                            .getFailure()
                            .rootCause()
                            .isInstanceOf(MisplacedTenantsException.class)
                            .hasMessageContaining(
                                    "The TenantSource 'everyone' does not name the database of its tenants")
                            .hasMessageContaining("@Qualifier(\"NAME\")");
                    assertThat(Queries.tables(database)).isEmpty();
                });
    }

    @Test
    void tenantsWithoutDatabaseAreRefusedNextToNamedDatabases() {
        for (String setting : List.of("schemas=acme", "pattern=a.*")) {
            runner.withPropertyValues("migration.tenants." + setting).run(context -> {
                assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(MisplacedTenantsException.class)
                        .hasMessageContaining("migration.databases.NAME.tenants");
                assertThat(Queries.tables(database)).isEmpty();
            });
        }
    }

    @Test
    void aSchemaThatIsATenantOfTwoDatabasesIsRefused() {
        tenants()
                .withPropertyValues(
                        "migration.databases.others.locations="
                                + setUp.scripts().location("shared"),
                        "migration.databases.others.tenants.schemas=other,umbrella")
                .run(context -> {
                    assertThat(context).getFailure().rootCause().isInstanceOf(SharedStateException.class);
                    assertThat(Queries.tables(database)).isEmpty();
                });
    }

    @Test
    void aSchemaOfTheStateTablesIsRefusedForADatabaseWithTenants() {
        tenants()
                .withPropertyValues("migration.databases.customers.schema=acme")
                .run(context ->
                        assertThat(context).getFailure().rootCause().isInstanceOf(InvalidTenantsException.class));
    }

    private ApplicationContextRunner tenants() {
        return runner.withPropertyValues("migration.databases.customers.tenants.schemas=acme,umbrella");
    }
}
