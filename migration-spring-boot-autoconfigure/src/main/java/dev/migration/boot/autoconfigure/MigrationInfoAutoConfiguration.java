// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorFallback;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

import dev.migration.Migrator;
import dev.migration.boot.info.MigrationInfoContributor;
import dev.migration.boot.status.MonitoredContext;

/** Auto-configuration of the migration part of {@code /actuator/info}; disabled by default. */
@AutoConfiguration(after = MigrationAutoConfiguration.class)
@ConditionalOnClass({Migrator.class, ConditionalOnEnabledInfoContributor.class})
@Conditional(OnMonitor.class)
@ConditionalOnEnabledInfoContributor(value = "migrations", fallback = InfoContributorFallback.DISABLE)
public final class MigrationInfoAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MigrationInfoContributor migrationInfoContributor(ListableBeanFactory beans) {
        return new MigrationInfoContributor(MonitoredContext.databases(beans), MonitoredContext.tenants(beans));
    }
}
