// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.migration.boot.metrics.TenantMetrics;
import dev.migration.boot.status.MonitoredContext;
import dev.migration.boot.status.TenantMonitor;
import dev.migration.tenant.run.TenantMigrator;

/** Auto-configuration of the metrics of tenants, if there is a {@link MeterRegistry}. */
@AutoConfiguration(
        after = MigrationAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({TenantMigrator.class, MeterRegistry.class})
@ConditionalOnBean({TenantMonitor.class, MeterRegistry.class})
public final class TenantMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    TenantMetrics tenantMetrics(ListableBeanFactory beans) {
        return new TenantMetrics(() -> MonitoredContext.tenants(beans));
    }
}
