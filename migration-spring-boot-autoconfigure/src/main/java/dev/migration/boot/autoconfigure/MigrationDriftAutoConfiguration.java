// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.migration.Migrator;
import dev.migration.boot.drift.DriftProperties;
import dev.migration.boot.drift.DriftSchedule;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.MonitoredContext;

/** Auto-configuration of the looks for drift. Tenants are left out: each look would read the catalogs of all of them. */
@AutoConfiguration(after = MigrationAutoConfiguration.class)
@ConditionalOnClass(Migrator.class)
@ConditionalOnBean(MigrationMonitor.class)
@ConditionalOnBooleanProperty("migration.drift.enabled")
@EnableConfigurationProperties(DriftProperties.class)
public final class MigrationDriftAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    DriftSchedule migrationDriftSchedule(ListableBeanFactory beans, DriftProperties properties) {
        return new DriftSchedule(() -> MonitoredContext.databases(beans), properties.getInterval());
    }
}
