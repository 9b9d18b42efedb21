// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.migration.Migrator;
import dev.migration.boot.metrics.MigrationMetrics;
import dev.migration.boot.status.MonitoredContext;

/** Auto-configuration of the metrics, if there is a {@link MeterRegistry}. */
@AutoConfiguration(
        after = MigrationAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({Migrator.class, MeterRegistry.class})
@ConditionalOnBean({Migrator.class, MeterRegistry.class})
public final class MigrationMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MigrationMetrics migrationMetrics(ListableBeanFactory beans) {
        return new MigrationMetrics(() -> MonitoredContext.databases(beans));
    }
}
