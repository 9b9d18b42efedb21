// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.util.ClassUtils;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;

import dev.migration.Migrator;
import dev.migration.boot.actuate.EndpointHints;
import dev.migration.boot.actuate.MigrationEndpointProperties;
import dev.migration.boot.actuate.MigrationsEndpoint;
import dev.migration.boot.actuate.MigrationsEndpointWebExtension;
import dev.migration.boot.actuate.ReactiveMigrationsEndpointWebExtension;
import dev.migration.boot.actuate.RequestHeaders;
import dev.migration.boot.actuate.ServletRequestHeaders;
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
        return new OperationService(context, properties.getOperations(), properties.getHosts());
    }

    // A condition on the endpoint would not match: nested configurations come before the beans of this class. Without
    // the extension,
    // HTTP requests would reach the operation for JMX, which permits every origin.

    /** What differs in an application with servlets, or without a web server. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnReactiveWebApplication.Not.class)
    static class ServletConfiguration {

        @Bean
        @Conditional(OnMigration.class)
        @ConditionalOnMissingBean
        @ConditionalOnAvailableEndpoint(endpoint = MigrationsEndpoint.class, exposure = EndpointExposure.WEB)
        MigrationsEndpointWebExtension migrationsEndpointWebExtension(
                MigrationsEndpoint endpoint, MigrationEndpointProperties properties) {
            boolean servlets = ClassUtils.isPresent(
                    "org.springframework.web.context.request.ServletRequestAttributes",
                    MigrationEndpointAutoConfiguration.class.getClassLoader());
            return new MigrationsEndpointWebExtension(
                    endpoint, properties.toExposure(), servlets ? new ServletRequestHeaders() : RequestHeaders.UNKNOWN);
        }
    }

    /** What differs in an application with WebFlux. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass(ServerWebExchangeContextFilter.class)
    static class ReactiveConfiguration {

        @Bean
        @Conditional(OnMigration.class)
        @ConditionalOnMissingBean
        @ConditionalOnAvailableEndpoint(endpoint = MigrationsEndpoint.class, exposure = EndpointExposure.WEB)
        ReactiveMigrationsEndpointWebExtension migrationsEndpointWebExtension(
                MigrationsEndpoint endpoint, MigrationEndpointProperties properties) {
            return new ReactiveMigrationsEndpointWebExtension(
                    new MigrationsEndpointWebExtension(endpoint, properties.toExposure(), RequestHeaders.UNKNOWN));
        }

        @Bean
        @ConditionalOnMissingBean
        ServerWebExchangeContextFilter migrationsExchangeFilter() {
            return new ServerWebExchangeContextFilter();
        }
    }
}
