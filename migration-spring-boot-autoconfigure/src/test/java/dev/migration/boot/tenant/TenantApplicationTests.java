// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.tenant;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.migration.Migrator;
import dev.migration.boot.database.MisplacedTenantsException;
import dev.migration.boot.testing.EmptyDatabase;
import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.TestContexts;
import dev.migration.tenant.InvalidTenantsException;
import dev.migration.tenant.TenantSource;
import dev.migration.tenant.TenantsBehindException;
import dev.migration.tenant.TenantsFailedException;
import dev.migration.tenant.run.TenantMigrator;

import static org.assertj.core.api.Assertions.assertThat;

/** An application with a schema for each tenant. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TenantApplicationTests extends EmptyDatabase {

    private ApplicationContextRunner runner;

    @BeforeEach
    void startEmpty() {
        runner = TestContexts.withDataSource(database, JdbcTemplateAutoConfiguration.class);
        Queries.execute(database, "CREATE SCHEMA acme");
        Queries.execute(database, "CREATE SCHEMA \"Ünï\"");
    }

    @Test
    void onlyListedSchemasAreUpgradedAtTheStart() {
        runner.withPropertyValues("migration.tenants.schemas=acme,Ünï").run(context -> {
            assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(TenantMigrator.class)
                    .doesNotHaveBean(Migrator.class);
            assertThat(Queries.applied(database, "acme")).containsExactly("a1", "b2");
            assertThat(Queries.applied(database, "Ünï")).containsExactly("a1", "b2");
            assertThat(Queries.exists(database, "public.migration_revision")).isFalse();
        });
    }

    @Test
    void aPatternSelectsTenants() {
        runner.withPropertyValues("migration.tenants.pattern=a.*").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(Queries.applied(database, "acme")).containsExactly("a1", "b2");
            assertThat(Queries.exists(database, "\"Ünï\".migration_revision")).isFalse();
        });
    }

    @Test
    void aTenantSourceIsReadBeforeAnyBeanThatNeedsTheDatabaseIsCreated() {
        Queries.execute(database, "CREATE TABLE public.tenant AS SELECT 'acme' AS name");
        List<Boolean> migrated = new ArrayList<>();
        runner.withBean(
                        TenantSource.class,
                        () -> jdbc -> jdbc.sql("SELECT name FROM public.tenant")
                                .query(String.class)
                                .list())
                .withBean(
                        "dependent",
                        Boolean.class,
                        () -> migrated.add(Queries.exists(database, "acme.migration_revision")),
                        definition -> definition.setDependsOn("jdbcTemplate"))
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(JdbcTemplate.class);
                    assertThat(migrated).containsExactly(true);
                    assertThat(context.getBeanFactory()
                                    .getBeanDefinition("jdbcTemplate")
                                    .getDependsOn())
                            .contains("tenantInitializer");
                });
    }

    @Test
    void withoutTenantsThereIsNoTenantMigrator() {
        runner.run(context -> assertThat(context).hasSingleBean(Migrator.class).doesNotHaveBean(TenantMigrator.class));
    }

    @Test
    void aFailedTenantFailsTheStartAfterTheOthersAndTheNextStartContinues() {
        Queries.execute(database, "CREATE TABLE acme.thing ()");
        runner.withPropertyValues("migration.tenants.schemas=acme,Ünï")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(TenantsFailedException.class)
                        .hasMessageContaining("2 tenants: 1 upgraded (2 revisions), 1 failed")
                        .hasMessageContaining("Tenant acme:"));
        assertThat(Queries.applied(database, "Ünï")).containsExactly("a1", "b2");
        Queries.execute(database, "DROP TABLE acme.thing");

        runner.withPropertyValues("migration.tenants.schemas=acme,Ünï").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(Queries.applied(database, "acme")).containsExactly("a1", "b2");
        });
    }

    @Test
    void verifyReportsTenantsThatAreNotUpToDate() {
        runner.withPropertyValues("migration.tenants.schemas=acme,Ünï", "migration.on-startup=verify")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(TenantsBehindException.class)
                        .hasMessageContaining("acme: 2 pending"));
        assertThat(Queries.exists(database, "acme.migration_revision")).isFalse();
    }

    @Test
    void waitEndsWithAnErrorAfterItsTime() {
        runner.withPropertyValues(
                        "migration.tenants.schemas=acme", "migration.on-startup=wait", "migration.wait-for=0s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(TenantsBehindException.class)
                        .hasMessageContaining("migration.wait-for"));
    }

    @Test
    void applicationCodeCreatesAndUpgradesALaterTenant() {
        runner.withPropertyValues(
                        "migration.tenants.pattern=a.*",
                        "migration.on-startup=none",
                        "migration.tenants.create-schemas=true",
                        "migration.target=a1")
                .run(context -> {
                    context.getBean(TenantMigrator.class).upgrade("another");

                    assertThat(Queries.applied(database, "another")).containsExactly("a1");
                    assertThat(Queries.exists(database, "acme.migration_revision"))
                            .isFalse();
                });
    }

    @Test
    void theOtherPropertiesBecomeTenantSettings() {
        runner.withPropertyValues(
                        "migration.tenants.schemas=acme",
                        "migration.tenants.parallel=7",
                        "migration.tenants.on-failure=stop",
                        "migration.on-startup=none")
                .run(context -> assertThat(context.getBean(TenantMigrator.class).settings())
                        .hasToString("TenantSettings[target=heads, createSchemas=false, parallel=7, onFailure=STOP]"));
    }

    @Test
    void aSchemaOfTheStateTablesIsRefusedWithTenants() {
        runner.withPropertyValues("migration.tenants.schemas=acme", "migration.schema=public")
                .run(context ->
                        assertThat(context).getFailure().rootCause().isInstanceOf(InvalidTenantsException.class));
    }

    @Test
    void aMigratorThatTheApplicationDefinesIsRefusedNextToTenants() {
        Migrator own = Migrator.builder().dataSource(database.dataSource()).build();
        runner.withBean("mine", Migrator.class, () -> own)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(Queries.exists(database, "public.migration_revision")).isTrue();
        for (String setting : List.of("schemas=acme", "pattern=a.*")) {
            runner.withBean("mine", Migrator.class, () -> own)
                    .withPropertyValues("migration.tenants." + setting)
                    .run(context -> assertThat(context)
                            .getFailure()
                            .isInstanceOf(MisplacedTenantsException.class)
                            .hasMessageContaining("defines a Migrator 'mine'")
                            .hasMessageContaining("call the bean sharedMigrator"));
        }
        assertThat(Queries.exists(database, "acme.migration_revision")).isFalse();
    }

    @Test
    void aMigratorThatTheApplicationDefinesRunsNextToTenantsWhenBothHaveNames() {
        Migrator own = Migrator.builder().dataSource(database.dataSource()).build();
        runner.withBean("sharedMigrator", Migrator.class, () -> own)
                .withPropertyValues(
                        "migration.databases.shared.on-startup=upgrade",
                        "migration.databases.customers.data-source=dataSource",
                        "migration.databases.customers.tenants.schemas=acme")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(Queries.applied(database, "public")).containsExactly("a1", "b2");
                    assertThat(Queries.applied(database, "acme")).containsExactly("a1", "b2");
                });
    }

    @Test
    void leavesRefusedClassesToAPerson() {
        runner.withPropertyValues("migration.tenants.schemas=acme", "migration.target=a1")
                .run(context -> assertThat(context).hasNotFailed());
        runner.withPropertyValues("migration.tenants.schemas=acme", "migration.policy.data=refuse")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("b2 (data, ")
                        .hasStackTraceContaining("acme"));
        assertThat(Queries.applied(database, "acme")).containsExactly("a1");
    }

    @Test
    void aStrategyReplacesTheMode() {
        runner.withPropertyValues("migration.tenants.schemas=acme,Ünï")
                .withBean(TenantStrategy.class, () -> tenants -> tenants.upgrade("acme"))
                .run(context -> {
                    assertThat(Queries.applied(database, "acme")).hasSize(2);
                    assertThat(Queries.exists(database, "\"Ünï\".migration_revision"))
                            .isFalse();
                });
    }
}
