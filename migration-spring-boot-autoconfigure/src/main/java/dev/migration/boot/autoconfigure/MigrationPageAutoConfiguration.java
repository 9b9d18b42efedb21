// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
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
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;

import dev.migration.Migrator;
import dev.migration.boot.actuate.EndpointHints;
import dev.migration.boot.actuate.MigrationEndpointProperties;
import dev.migration.boot.page.MigrationsPageEndpoint;
import dev.migration.boot.page.PageHeaders;
import dev.migration.boot.page.ReactiveMigrationsPageEndpoint;
import dev.migration.boot.page.ServletPageHeaders;

/** Auto-configuration of the status page. */
@AutoConfiguration(after = MigrationAutoConfiguration.class)
@ConditionalOnClass({Migrator.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnAvailableEndpoint(MigrationsPageEndpoint.class)
@Conditional(OnMigration.class)
@EnableConfigurationProperties(MigrationEndpointProperties.class)
@ImportRuntimeHints(EndpointHints.class)
public final class MigrationPageAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean({MigrationsPageEndpoint.class, ReactiveMigrationsPageEndpoint.class})
    @Conditional(OnReactiveWebApplication.Not.class)
    MigrationsPageEndpoint migrationsPageEndpoint(
            ApplicationContext context, MigrationEndpointProperties properties, ObjectProvider<PageHeaders> headers) {
        return new MigrationsPageEndpoint(
                context, properties.toExposure(), headers.getIfAvailable(() -> PageHeaders.NONE));
    }

    /** The page in an application with WebFlux. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass(ServerWebExchangeContextFilter.class)
    static class ReactiveConfiguration {

        @Bean
        @ConditionalOnMissingBean({MigrationsPageEndpoint.class, ReactiveMigrationsPageEndpoint.class})
        ReactiveMigrationsPageEndpoint migrationsPageEndpoint(
                ApplicationContext context, MigrationEndpointProperties properties) {
            return new ReactiveMigrationsPageEndpoint(
                    new MigrationsPageEndpoint(context, properties.toExposure(), PageHeaders.NONE));
        }

        @Bean
        @ConditionalOnMissingBean
        ServerWebExchangeContextFilter migrationsPageExchangeFilter() {
            return new ServerWebExchangeContextFilter();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(
            name = {
                "jakarta.servlet.http.HttpServletResponse",
                "org.springframework.web.context.request.ServletRequestAttributes"
            })
    static class ServletConfiguration {

        @Bean
        @ConditionalOnMissingBean(PageHeaders.class)
        ServletPageHeaders migrationsPageHeaders() {
            return new ServletPageHeaders();
        }
    }
}
