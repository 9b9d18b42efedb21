// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.migration.Migrator;
import dev.migration.boot.autoconfigure.MigrationHealthAutoConfiguration;
import dev.migration.boot.autoconfigure.MigrationInfoAutoConfiguration;
import dev.migration.boot.autoconfigure.MigrationMetricsAutoConfiguration;
import dev.migration.boot.autoconfigure.TenantMetricsAutoConfiguration;
import dev.migration.boot.health.MigrationHealthIndicator;
import dev.migration.boot.health.TenantHealthIndicator;
import dev.migration.boot.info.MigrationInfoContributor;
import dev.migration.boot.metrics.MigrationMetrics;
import dev.migration.boot.metrics.TenantMetrics;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.TenantMonitor;
import dev.migration.boot.tenant.TenantInitializer;
import dev.migration.boot.tenant.TenantStrategy;
import dev.migration.boot.testing.Queries;
import dev.migration.boot.testing.TestContexts;
import dev.migration.tenant.TenantSource;
import dev.migration.tenant.TenantsFailedException;
import dev.migration.tenant.run.TenantMigrator;

import static org.assertj.core.api.Assertions.assertThat;

/** A schema for each tenant, next to a shared schema with its own revisions. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class NamedTenantTests extends SharedSchemaTests {

    @Test
    void aSharedSchemaThatIsListedFirstIsMigratedBeforeTheTenants() {
        tenants().run(context -> {
            assertThat(context).hasNotFailed().getBeanNames(Migrator.class).containsExactly("sharedMigrator");
            assertThat(context).getBeanNames(TenantMigrator.class).containsExactly("customersTenantMigrator");
            assertThat(context).getBeanNames(MigrationMonitor.class).containsExactly("sharedMonitor");
            assertThat(context).getBeanNames(TenantMonitor.class).containsExactly("customersTenantMonitor");
            assertThat(context).getBeanNames(TenantInitializer.class).containsExactly("customersTenantInitializer");
            assertThat(applied("public")).containsExactly("s1");
            assertThat(applied("acme")).containsExactly("c1");
            assertThat(applied("umbrella")).containsExactly("c1");
        });
    }

    @Test
    void tenantsThatAreListedFirstAreMigratedFirst() {
        runner = TestContexts.withoutDataSource()
                .withPropertyValues(TestContexts.connection("migration", database))
                .withPropertyValues(
                        "migration.databases.a.locations=" + setUp.scripts().location("customers"),
                        "migration.databases.a.tenants.schemas=acme",
                        "migration.databases.b.locations=" + setUp.scripts().location("shared"));
        runner.run(context -> {
            assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(TenantsFailedException.class)
                    .hasMessageContaining("relation \"plan\" does not exist");
            assertThat(Queries.tables(database)).isEmpty();
        });
    }

    @Test
    void aTenantKeyThatADatabaseDoesNotSetHasTheValueForAllDatabases() {
        tenants()
                .withPropertyValues(
                        "migration.tenants.parallel=7",
                        "migration.tenants.create-schemas=true",
                        "migration.tenants.on-failure=stop",
                        "migration.databases.customers.target=c1",
                        "migration.databases.others.tenants.pattern=none.*",
                        "migration.databases.others.tenants.parallel=2",
                        "migration.databases.others.locations="
                                + setUp.scripts().location("customers"))
                .run(context -> {
                    assertThat(context.getBean("customersTenantMigrator", TenantMigrator.class)
                                    .settings())
                            .hasToString("TenantSettings[target=c1, createSchemas=true, parallel=7, onFailure=STOP]");
                    assertThat(context.getBean("othersTenantMigrator", TenantMigrator.class)
                                    .settings())
                            .hasToString(
                                    "TenantSettings[target=heads, createSchemas=true, parallel=2, onFailure=STOP]");
                });
    }

    @Test
    void aTenantSourceBelongsToTheDatabaseOfItsQualifier() {
        runner.withUserConfiguration(Known.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(applied("acme")).containsExactly("c1");
            assertThat(Queries.exists(database, "umbrella.migration_revision")).isFalse();
            assertThat(applied("public")).containsExactly("s1");
        });
    }

    @Test
    void aStrategyOfTheDatabaseReplacesTheMode() {
        tenants().withUserConfiguration(OnlyAcme.class).run(context -> {
            assertThat(applied("acme")).containsExactly("c1");
            assertThat(Queries.exists(database, "umbrella.migration_revision")).isFalse();
        });
    }

    @Test
    void theModeOfTheDatabaseOverridesTheModeForAll() {
        tenants()
                .withPropertyValues("migration.on-startup=none", "migration.databases.shared.on-startup=upgrade")
                .run(context -> {
                    assertThat(applied("public")).containsExactly("s1");
                    assertThat(Queries.exists(database, "acme.migration_revision"))
                            .isFalse();
                });
    }

    @Test
    void healthInfoAndMetricsShowBoth() {
        tenants()
                .withConfiguration(AutoConfigurations.of(
                        MigrationHealthAutoConfiguration.class,
                        MigrationInfoAutoConfiguration.class,
                        MigrationMetricsAutoConfiguration.class,
                        TenantMetricsAutoConfiguration.class))
                .withBean(SimpleMeterRegistry.class)
                .withPropertyValues("management.info.migrations.enabled=true")
                .run(context -> {
                    CompositeHealthContributor health =
                            context.getBean("migrationsHealthContributor", CompositeHealthContributor.class);
                    assertThat(health.getContributor("shared")).isInstanceOf(MigrationHealthIndicator.class);
                    assertThat(health.getContributor("customers")).isInstanceOf(TenantHealthIndicator.class);
                    Info.Builder info = new Info.Builder();
                    context.getBean(MigrationInfoContributor.class).contribute(info);
                    assertThat(info.build().getDetails().get("migrations"))
                            .hasToString("{shared={current=[s1], heads=[s1], pending=0}, customers={heads=[c1],"
                                    + " tenants={total=2, upToDate=2, pending=0, failed=0}}}");
                    SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
                    context.getBean(TenantMetrics.class).bindTo(registry);
                    context.getBean(MigrationMetrics.class).bindTo(registry);
                    assertThat(registry.get("migration.tenants")
                                    .tags("database", "customers", "state", "up_to_date")
                                    .gauge()
                                    .value())
                            .isEqualTo(2);
                    assertThat(registry.get("migration.revision").timers())
                            .as("revisions of tenants are not timed")
                            .extracting(timer -> timer.getId().getTag("database"))
                            .containsOnly("shared");
                });
    }

    @Test
    void theExampleOfTheDocumentationRuns() throws IOException {
        Queries.execute(database, "DROP SCHEMA acme; DROP SCHEMA umbrella");
        List<String> blocks = example();
        Files.writeString(Files.createDirectories(folder.resolve("db/shared")).resolve("s1.sql"), blocks.get(1));
        Files.writeString(
                Files.createDirectories(folder.resolve("db/customers")).resolve("c1.sql"), blocks.get(2));
        TestContexts.withoutDataSource(DataSourceAutoConfiguration.class)
                .withPropertyValues(blocks.get(0)
                        .replace("classpath:", "filesystem:" + folder + "/")
                        .split("\n"))
                .withPropertyValues(TestContexts.connection("spring.datasource", database))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(applied("public")).containsExactly("s1");
                    assertThat(applied("umbrella")).containsExactly("c1");
                });
    }

    /** The code blocks of the section: properties, a script of the shared schema and a script of the tenants. */
    private static List<String> example() throws IOException {
        String section = Files.readString(Path.of("..", "docs", "tenants.md"))
                .split("## Tenants and a shared schema\n")[1]
                .split("\n## ")[0];
        return Pattern.compile("```\\w+\n(.*?)```", Pattern.DOTALL)
                .matcher(section)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private ApplicationContextRunner tenants() {
        return runner.withPropertyValues("migration.databases.customers.tenants.schemas=acme,umbrella");
    }

    private List<String> applied(String schema) {
        return Queries.applied(database, schema);
    }

    @Configuration(proxyBeanMethods = false)
    static class Known {

        @Bean
        @Qualifier("customers")
        TenantSource customersOfToday() {
            return jdbc -> jdbc.sql("SELECT 'acme'").query(String.class).list();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OnlyAcme {

        @Bean
        @Qualifier("customers")
        TenantStrategy cautious() {
            return tenants -> tenants.upgrade("acme");
        }
    }
}
