package dev.migration.boot.autoconfigure;

import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorFallback;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.migration.TenantMigrator;
import dev.migration.boot.actuate.TenantInfoContributor;
import dev.migration.boot.status.TenantMonitor;

/** Shows the tenants at {@code /actuator/info}, where that is asked for. */
@AutoConfiguration(after = MigrationAutoConfiguration.class)
@ConditionalOnClass({TenantMigrator.class, ConditionalOnEnabledInfoContributor.class})
@ConditionalOnBean(TenantMonitor.class)
@ConditionalOnEnabledInfoContributor(value = "migrations", fallback = InfoContributorFallback.DISABLE)
public final class TenantInfoAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    TenantInfoContributor tenantInfoContributor(TenantMonitor monitor) {
        return new TenantInfoContributor(monitor);
    }
}
