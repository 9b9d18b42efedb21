// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;

import dev.migration.Migrator;
import dev.migration.boot.actuate.EndpointHints;
import dev.migration.boot.actuate.MigrationEndpointProperties;
import dev.migration.boot.actuate.MigrationsEndpoint;
import dev.migration.boot.actuate.MigrationsEndpointWebExtension;
import dev.migration.boot.operation.OperationService;

/** Auto-configuration of the endpoint {@code migrations}. */
@AutoConfiguration(after = MigrationAutoConfiguration.class)
@ConditionalOnClass({Migrator.class, ConditionalOnAvailableEndpoint.class})
@EnableConfigurationProperties(MigrationEndpointProperties.class)
@ImportRuntimeHints(EndpointHints.class)
public final class MigrationEndpointAutoConfiguration {

    @Bean
    @Conditional(OnMigration.class)
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    MigrationsEndpoint migrationsEndpoint(
            ApplicationContext context, MigrationEndpointProperties properties, OperationService operations) {
        return new MigrationsEndpoint(context, properties.toExposure(), operations);
    }

    @Bean
    @Conditional(OnMigration.class)
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint(MigrationsEndpoint.class)
    OperationService migrationOperationService(ApplicationContext context, MigrationEndpointProperties properties) {
        return new OperationService(context, properties.getOperations());
    }

    @Bean
    @ConditionalOnBean(MigrationsEndpoint.class)
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
    MigrationsEndpointWebExtension migrationsEndpointWebExtension(
            MigrationsEndpoint endpoint, MigrationEndpointProperties properties) {
        return new MigrationsEndpointWebExtension(endpoint, properties.toExposure());
    }
}
