// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.migration.boot.testing.Queries;
import dev.migration.tenant.InvalidTenantsException;
import dev.migration.tenant.TenantSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Settings of tenants that are refused next to other databases. */
class RefusedTenantSettingsTests extends SharedSchemaTests {

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
