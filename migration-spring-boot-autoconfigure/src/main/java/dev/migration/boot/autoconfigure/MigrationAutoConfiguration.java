package dev.migration.boot.autoconfigure;

import javax.sql.DataSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import dev.migration.Migrator;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.event.MigrationListener;
import dev.migration.script.JavaRevision;

/** Migrates the application's database when the application starts. */
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@ConditionalOnClass({Migrator.class, DataSource.class})
@Conditional(MigrationAutoConfiguration.DatabaseCondition.class)
@ConditionalOnBooleanProperty(name = "migration.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MigrationProperties.class)
@Import(DatabaseInitializationDependencyConfigurer.class)
public final class MigrationAutoConfiguration {

    /** A lazy application would migrate when the first bean happens to need the database, or never. */
    @Bean
    static LazyInitializationExcludeFilter migrationInitializerIsEager() {
        return LazyInitializationExcludeFilter.forBeanTypes(MigrationInitializer.class);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(Migrator.class)
    static class MigratorConfiguration {

        @Bean
        Migrator migrator(
                MigrationDataSources dataSources,
                MigrationProperties properties,
                ObjectProvider<JavaRevision> javaRevisions,
                ObjectProvider<MigrationListener> listeners,
                ApplicationContext context) {
            Migrator.Builder builder = Migrator.builder()
                    .dataSource(dataSources.forMigration())
                    .settings(properties.toSettings(applicationName(context)))
                    .javaRevisions(javaRevisions.orderedStream().toList());
            ClassLoader classLoader = context.getClassLoader();
            if (classLoader != null) {
                builder.classLoader(classLoader);
            }
            listeners.orderedStream().forEach(builder::listener);
            return builder.build();
        }

        @Bean
        MigrationDataSources migrationDataSources(
                MigrationProperties properties,
                ObjectProvider<DataSource> dataSources,
                @MigrationDataSource ObjectProvider<DataSource> marked) {
            return new MigrationDataSources(properties, dataSources, marked);
        }

        private static String applicationName(ApplicationContext context) {
            return context.getEnvironment().getProperty("spring.application.name", "application");
        }
    }

    @Bean
    @ConditionalOnMissingBean
    MigrationInitializer migrationInitializer(Migrator migrator, MigrationProperties properties) {
        return new MigrationInitializer(migrator, properties.getOnStartup(), properties.getTarget());
    }

    @Bean
    @ConditionalOnMissingBean
    MigrationMonitor migrationMonitor(Migrator migrator) {
        return new MigrationMonitor(migrator);
    }

    static final class DatabaseCondition extends AnyNestedCondition {

        DatabaseCondition() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnBean(DataSource.class)
        static final class OnDataSource {}

        @ConditionalOnBean(JdbcConnectionDetails.class)
        static final class OnConnectionDetails {}

        @ConditionalOnProperty("migration.url")
        static final class OnUrl {}
    }
}
