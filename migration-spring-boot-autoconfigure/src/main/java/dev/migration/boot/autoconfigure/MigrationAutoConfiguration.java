// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import javax.sql.DataSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
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
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

import dev.migration.Migrator;
import dev.migration.MigratorBuilder;
import dev.migration.boot.database.DatabaseRegistrar;
import dev.migration.boot.database.MigrationDatabases;
import dev.migration.boot.database.OnNamedDatabases;
import dev.migration.boot.datasource.MigrationConnectionDetails;
import dev.migration.boot.datasource.MigrationDataSource;
import dev.migration.boot.datasource.MigrationDataSources;
import dev.migration.boot.datasource.PropertiesMigrationConnectionDetails;
import dev.migration.boot.observation.EventRelay;
import dev.migration.boot.observation.RevisionMdcListener;
import dev.migration.boot.observation.StartupStepListener;
import dev.migration.boot.properties.MigrationProperties;
import dev.migration.boot.startup.MigrationCustomizer;
import dev.migration.boot.startup.MigrationInitializer;
import dev.migration.boot.startup.MigrationStrategy;
import dev.migration.boot.startup.StartupStrategy;
import dev.migration.boot.status.DatabaseName;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.tenant.OnTenants;
import dev.migration.boot.tenant.TenantInitializer;
import dev.migration.event.MigrationListener;
import dev.migration.script.JavaRevision;

/** Auto-configuration that migrates the application's database when the application starts. */
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@ConditionalOnClass({Migrator.class, DataSource.class})
@Conditional(MigrationAutoConfiguration.DatabaseCondition.class)
@ConditionalOnBooleanProperty(name = "migration.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MigrationProperties.class)
@Import({DatabaseInitializationDependencyConfigurer.class, TenantConfiguration.class})
public final class MigrationAutoConfiguration {

    /** With lazy initialization, the migration would run when the first bean needs the database, or never. */
    @Bean
    static LazyInitializationExcludeFilter migrationInitializerIsEager() {
        return LazyInitializationExcludeFilter.forBeanTypes(MigrationInitializer.class, TenantInitializer.class);
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(OnNamedDatabases.Not.class)
    @ConditionalOnMissingBean(Migrator.class)
    static class MigratorConfiguration {

        @Bean
        @Conditional(OnTenants.Not.class)
        Migrator migrator(
                MigrationDataSources dataSources,
                MigrationProperties properties,
                ObjectProvider<JavaRevision> javaRevisions,
                MigratorExtensions extensions,
                ApplicationContext context) {
            MigratorBuilder builder = Migrator.builder()
                    .dataSource(dataSources.forMigration())
                    .settings(properties.toSettings(applicationName(context)))
                    .javaRevisions(javaRevisions.orderedStream().toList());
            ClassLoader classLoader = context.getClassLoader();
            if (classLoader != null) {
                builder.classLoader(classLoader);
            }
            extensions.applyTo(builder);
            return builder.build();
        }

        @Bean
        MigratorExtensions migratorExtensions(
                ObjectProvider<MigrationListener> listeners, ObjectProvider<MigrationCustomizer> customizers) {
            return new MigratorExtensions(listeners, customizers);
        }

        @Bean
        MigrationSchemaManagementProvider migrationSchemaManagementProvider(MigrationDataSources dataSources) {
            return new MigrationSchemaManagementProvider(dataSources::isMigrated);
        }

        @Bean
        @ConditionalOnMissingBean(MigrationConnectionDetails.class)
        PropertiesMigrationConnectionDetails migrationConnectionDetails(MigrationProperties properties) {
            return new PropertiesMigrationConnectionDetails(properties);
        }

        @Bean
        MigrationDataSources migrationDataSources(
                MigrationConnectionDetails details,
                ObjectProvider<DataSource> dataSources,
                @MigrationDataSource ObjectProvider<DataSource> marked) {
            return new MigrationDataSources(details, dataSources, marked);
        }

        private static String applicationName(ApplicationContext context) {
            return context.getEnvironment().getProperty("spring.application.name", "application");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(OnNamedDatabases.class)
    @Import(DatabaseRegistrar.class)
    static class DatabasesConfiguration {

        @Bean(MigrationDatabases.BEAN)
        MigrationDatabases migrationDatabases(ConfigurableListableBeanFactory beans, Environment environment) {
            return new MigrationDatabases(beans, environment);
        }

        @Bean
        MigrationSchemaManagementProvider migrationSchemaManagementProvider(MigrationDatabases databases) {
            return new MigrationSchemaManagementProvider(databases::isMigrated);
        }
    }

    @Bean
    @ConditionalOnMissingBean
    @Conditional({OnNamedDatabases.Not.class, OnTenants.Not.class})
    MigrationInitializer migrationInitializer(
            Migrator migrator,
            MigrationProperties properties,
            ObjectProvider<MigrationStrategy> strategy,
            StartupStepListener startup) {
        return new MigrationInitializer(migrator, strategy(properties, strategy), startup);
    }

    private static MigrationStrategy strategy(
            MigrationProperties properties, ObjectProvider<MigrationStrategy> strategy) {
        if (!properties.isEnabled()) {
            return StartupStrategy.SWITCHED_OFF;
        }
        MigrationStrategy own = strategy.getIfAvailable();
        if (own == null) {
            return StartupStrategy.of(properties, key -> "migration." + key)
                    .finishing(properties.getBackground().isFinish());
        }
        return migrator -> {
            // A script with a fault prevents the start, whatever the strategy does.
            migrator.revisions();
            own.migrate(migrator);
        };
    }

    @Bean
    @ConditionalOnMissingBean
    StartupStepListener migrationStartupStepListener(ConfigurableApplicationContext context) {
        return new StartupStepListener(context.getApplicationStartup());
    }

    @Bean
    @ConditionalOnMissingBean
    RevisionMdcListener migrationRevisionMdcListener() {
        return new RevisionMdcListener();
    }

    @Bean
    @ConditionalOnMissingBean
    EventRelay migrationEventRelay(ApplicationContext context) {
        return new EventRelay(context);
    }

    @Bean
    @ConditionalOnMissingBean
    @Conditional({OnNamedDatabases.Not.class, OnTenants.Not.class})
    MigrationMonitor migrationMonitor(Migrator migrator, MigrationProperties properties) {
        return new MigrationMonitor(migrator, properties.getPolicy().refused());
    }

    @Bean
    OtherMigrationTools otherMigrationTools(ConfigurableListableBeanFactory beans) {
        return new OtherMigrationTools(beans);
    }

    /** The listeners and customizers that are applied to the builder of the migrator. */
    record MigratorExtensions(
            ObjectProvider<MigrationListener> listeners, ObjectProvider<MigrationCustomizer> customizers) {

        void applyTo(MigratorBuilder builder) {
            listeners
                    .orderedStream()
                    .map(listener -> listener.forDatabase(DatabaseName.PRIMARY))
                    .forEach(builder::listener);
            customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        }
    }

    static final class DatabaseCondition extends AnyNestedCondition {

        DatabaseCondition() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnBean(DataSource.class)
        static final class OnDataSource {}

        @ConditionalOnBean(JdbcConnectionDetails.class)
        static final class OnConnectionDetails {}

        @ConditionalOnBean(MigrationConnectionDetails.class)
        static final class OnMigrationConnectionDetails {}

        @ConditionalOnProperty("migration.url")
        static final class OnUrl {}

        @Conditional(OnNamedDatabases.class)
        static final class OnDatabases {}
    }
}
