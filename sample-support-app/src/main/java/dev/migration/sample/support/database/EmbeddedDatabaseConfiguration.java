package dev.migration.sample.support.database;

import java.nio.file.Path;

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

/** Brings a PostgreSQL along when nobody has named one; Boot's own connection pool then connects to it. */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedDatabaseConfiguration.NoServerIsNamed.class)
@EnableConfigurationProperties(EmbeddedDatabaseConfiguration.Properties.class)
class EmbeddedDatabaseConfiguration {

    @Bean
    EmbeddedDatabase embeddedDatabase(Properties properties) {
        return EmbeddedDatabase.open(new DatabaseFolder(Path.of(properties.folder())));
    }

    /** The pool gets its details from here, so it is closed before the database is. */
    @Bean
    JdbcConnectionDetails embeddedConnectionDetails(EmbeddedDatabase database) {
        return database.connectionDetails();
    }

    /**
     * Where the embedded database lives.
     *
     * @param folder the folder that keeps its data, relative to the working directory
     */
    @ConfigurationProperties("support.database")
    record Properties(@DefaultValue("support-app-data") String folder) {}

    /** An empty {@code SPRING_DATASOURCE_URL} names none. */
    static class NoServerIsNamed implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !StringUtils.hasText(context.getEnvironment().getProperty("spring.datasource.url"));
        }
    }
}
