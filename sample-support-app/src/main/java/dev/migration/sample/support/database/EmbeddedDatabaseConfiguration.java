// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.database;

import java.nio.file.Path;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Starts an embedded PostgreSQL if no server is configured; Spring Boot's connection pool connects to it. */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedDatabaseConfiguration.OnNoDataSourceUrl.class)
@EnableConfigurationProperties(EmbeddedDatabaseConfiguration.Properties.class)
class EmbeddedDatabaseConfiguration {

    @Bean
    EmbeddedDatabase embeddedDatabase(Properties properties) {
        return EmbeddedDatabase.open(new DatabaseFolder(Path.of(properties.folder())));
    }

    /** The pool depends on this bean, so that it is closed before the database. */
    @Bean
    JdbcConnectionDetails embeddedConnectionDetails(EmbeddedDatabase database) {
        return database.connectionDetails();
    }

    /** For the pool of the second database, in its profile. */
    @Bean(defaultCandidate = false)
    @Qualifier("analytics")
    JdbcConnectionDetails embeddedAnalyticsConnectionDetails(EmbeddedDatabase database) {
        return database.analyticsConnectionDetails();
    }

    /**
     * Properties of the embedded database.
     *
     * @param folder the folder of the data, relative to the working directory
     */
    @ConfigurationProperties("support.database")
    record Properties(@DefaultValue("support-app-data") String folder) {}

    /** Matches if {@code spring.datasource.url} is not set or empty. */
    static class OnNoDataSourceUrl implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !StringUtils.hasText(context.getEnvironment().getProperty("spring.datasource.url"));
        }
    }
}
