// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

import dev.migration.Migrator;
import dev.migration.boot.autoconfigure.MigrationAutoConfiguration.MigratorConfiguration;
import dev.migration.boot.autoconfigure.MigrationAutoConfiguration.MigratorExtensions;
import dev.migration.boot.database.MisplacedTenantsException;
import dev.migration.boot.database.OnNamedDatabases;
import dev.migration.boot.datasource.MigrationDataSources;
import dev.migration.boot.observation.StartupStepListener;
import dev.migration.boot.properties.MigrationProperties;
import dev.migration.boot.properties.TenantsProperties;
import dev.migration.boot.startup.MigrationStrategy;
import dev.migration.boot.startup.StartupStrategy;
import dev.migration.boot.status.TenantMonitor;
import dev.migration.boot.tenant.OnTenants;
import dev.migration.boot.tenant.TenantInitializer;
import dev.migration.boot.tenant.TenantSources;
import dev.migration.boot.tenant.TenantStartupStrategy;
import dev.migration.boot.tenant.TenantStrategy;
import dev.migration.script.JavaRevision;
import dev.migration.tenant.TenantSource;
import dev.migration.tenant.run.TenantMigrator;

/**
 * Configures the migration of tenants, for an application with one database. No {@link Migrator} bean is defined: code
 * that injected one would migrate the schema that the tenants share.
 */
@Configuration(proxyBeanMethods = false)
@Conditional({OnTenants.class, OnNamedDatabases.Not.class})
@EnableConfigurationProperties(TenantsProperties.class)
class TenantConfiguration {

    private static final Logger log = LoggerFactory.getLogger(TenantConfiguration.class);

    /** Refuses a migrator that the application defines, because it would not run. Fails before any bean is created. */
    @Bean
    @ConditionalOnBean(Migrator.class)
    static BeanFactoryPostProcessor migratorNextToTenantsIsRefused() {
        return beans -> {
            throw MisplacedTenantsException.migrator(beans.getBeanNamesForType(Migrator.class, true, false)[0]);
        };
    }

    @Bean
    Template tenantMigratorTemplate(
            MigrationDataSources dataSources,
            MigrationProperties properties,
            ObjectProvider<JavaRevision> javaRevisions,
            MigratorExtensions extensions,
            ApplicationContext context) {
        return new Template(
                new MigratorConfiguration().migrator(dataSources, properties, javaRevisions, extensions, context));
    }

    @Bean
    @ConditionalOnMissingBean
    TenantMigrator tenantMigrator(
            Template template,
            MigrationProperties properties,
            TenantsProperties tenants,
            ObjectProvider<TenantSource> sources) {
        return TenantMigrator.builder(template.migrator())
                .source(TenantSources.of(tenants, sources.orderedStream()))
                .settings(tenants.toSettings(properties.getTarget()))
                .build();
    }

    @Bean
    @ConditionalOnMissingBean
    TenantInitializer tenantInitializer(
            TenantMigrator tenants,
            MigrationProperties properties,
            ObjectProvider<TenantStrategy> strategy,
            ObjectProvider<MigrationStrategy> ignored,
            StartupStepListener startup) {
        if (ignored.stream().findAny().isPresent()) {
            log.warn("The application has tenants: its MigrationStrategy is ignored; define a TenantStrategy instead");
        }
        return new TenantInitializer(
                tenants,
                properties.isEnabled()
                        ? strategy.getIfAvailable(() ->
                                new TenantStartupStrategy(StartupStrategy.of(properties, key -> "migration." + key)
                                        .finishing(properties.getBackground().isFinish())))
                        : switchedOff -> {},
                startup);
    }

    @Bean
    @ConditionalOnMissingBean
    TenantMonitor tenantMonitor(TenantMigrator tenants) {
        return new TenantMonitor(tenants);
    }

    /**
     * Holds the migrator from which the migrators of the tenants are derived: it has their database, scripts and
     * settings. The wrapper keeps it from being a bean of type {@link Migrator}, which the application could run by
     * mistake.
     */
    record Template(Migrator migrator) {}
}
