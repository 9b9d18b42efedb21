package dev.migration.boot.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;

import dev.migration.TenantMigrator;
import dev.migration.boot.health.MigrationHealthProperties;
import dev.migration.boot.health.TenantHealthIndicator;
import dev.migration.boot.status.TenantMonitor;

/** Shows the tenants to probes. */
@AutoConfiguration(after = MigrationAutoConfiguration.class)
@ConditionalOnClass({TenantMigrator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(TenantMonitor.class)
@ConditionalOnEnabledHealthIndicator("migrations")
@EnableConfigurationProperties(MigrationHealthProperties.class)
public final class TenantHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = {"migrationsHealthIndicator", "migrationsHealthContributor"})
    TenantHealthIndicator migrationsHealthIndicator(TenantMonitor monitor, MigrationHealthProperties words) {
        return new TenantHealthIndicator(monitor, words);
    }
}
