// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

import dev.migration.Migrator;
import dev.migration.boot.health.MigrationHealthIndicator;
import dev.migration.boot.health.MigrationHealthProperties;
import dev.migration.boot.health.TenantHealthIndicator;
import dev.migration.boot.schemahealth.SchemaHealthSchedule;
import dev.migration.boot.status.MonitoredContext;

/** Auto-configuration of the health component {@code migrations}. */
@AutoConfiguration(after = MigrationAutoConfiguration.class)
@ConditionalOnClass({Migrator.class, ConditionalOnEnabledHealthIndicator.class})
@Conditional(OnMonitor.class)
@ConditionalOnEnabledHealthIndicator("migrations")
@EnableConfigurationProperties(MigrationHealthProperties.class)
public final class MigrationHealthAutoConfiguration {

    /** With one database the component is its health; with several it has one component for each name. */
    @Bean
    @ConditionalOnMissingBean(name = {"migrationsHealthIndicator", "migrationsHealthContributor"})
    HealthContributor migrationsHealthContributor(
            ListableBeanFactory beans,
            MigrationHealthProperties properties,
            ObjectProvider<SchemaHealthSchedule> schemaHealth) {
        Optional<SchemaHealthSchedule> checks = Optional.ofNullable(schemaHealth.getIfAvailable());
        Map<String, HealthIndicator> databases = new TreeMap<>();
        MonitoredContext.databases(beans)
                .forEach((name, monitor) -> databases.put(
                        name,
                        new MigrationHealthIndicator(
                                monitor, properties, () -> checks.flatMap(known -> known.last(name)))));
        MonitoredContext.tenants(beans)
                .forEach((name, monitor) -> databases.put(name, new TenantHealthIndicator(monitor, properties)));
        return databases.size() == 1
                ? databases.values().iterator().next()
                : CompositeHealthContributor.fromMap(databases);
    }
}
