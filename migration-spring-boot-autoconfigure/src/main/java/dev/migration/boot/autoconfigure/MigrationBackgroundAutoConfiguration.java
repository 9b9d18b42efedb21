// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

import dev.migration.Migrator;
import dev.migration.boot.properties.MigrationProperties;
import dev.migration.boot.status.MonitoredContext;
import dev.migration.boot.worker.BackgroundWorkers;
import dev.migration.tenant.run.TenantMigrator;

/** Auto-configuration of the workers that run what upgrades have left for the background. Test slices do not have it. */
@AutoConfiguration(after = MigrationAutoConfiguration.class)
@ConditionalOnClass(Migrator.class)
@Conditional(OnMonitor.class)
@ConditionalOnBooleanProperty(name = "migration.background.enabled", matchIfMissing = true)
public final class MigrationBackgroundAutoConfiguration {

    @Bean
    static LazyInitializationExcludeFilter migrationWorkersAreEager() {
        return LazyInitializationExcludeFilter.forBeanTypes(BackgroundWorkers.class);
    }

    @Bean
    @ConditionalOnMissingBean
    BackgroundWorkers migrationBackgroundWorkers(ListableBeanFactory beans, MigrationProperties properties) {
        Map<String, Migrator> migrators = new LinkedHashMap<>();
        MonitoredContext.databases(beans).forEach((name, monitor) -> migrators.put(name, monitor.migrator()));
        Map<String, TenantMigrator> tenants = new LinkedHashMap<>();
        MonitoredContext.tenants(beans).forEach((name, monitor) -> tenants.put(name, monitor.migrators()));
        return new BackgroundWorkers(
                migrators, tenants, properties.getBackground().getWorkers());
    }
}
