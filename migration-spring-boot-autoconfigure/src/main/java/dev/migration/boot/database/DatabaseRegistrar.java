// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import java.util.Optional;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

import dev.migration.Migrator;
import dev.migration.boot.startup.MigrationInitializer;
import dev.migration.boot.status.DatabaseBean;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.TenantMonitor;
import dev.migration.boot.tenant.TenantInitializer;
import dev.migration.tenant.run.TenantMigrator;

/**
 * Registers the migrator, the monitor and the initializer of each database. The bean definitions name a factory method and
 * its arguments, so that Spring can generate code for them ahead of time. A bean of the application with the same name
 * replaces one of them.
 */
public final class DatabaseRegistrar implements ImportBeanDefinitionRegistrar {

    private final Environment environment;
    private final ConfigurableListableBeanFactory beans;

    DatabaseRegistrar(Environment environment, BeanFactory beans) {
        this.environment = environment;
        this.beans = (ConfigurableListableBeanFactory) beans;
    }

    /** Each initializer depends on the previous one: databases are migrated in the order in which they are written. */
    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        Optional<String> previous = Optional.empty();
        DatabaseNames names = DatabaseNames.in(environment);
        DatabaseKinds kinds = new DatabaseKinds(names, new DatabaseBeans(beans, names.list()));
        for (String database : names.list()) {
            String initializer = kinds.initializer(database);
            RootBeanDefinition definition =
                    kinds.hasTenants(database) ? ofTenants(database, registry) : ofDatabase(database, registry);
            previous.ifPresent(definition::setDependsOn);
            register(registry, initializer, definition);
            previous = Optional.of(initializer);
        }
    }

    /** Registers the migrator and the monitor of a database, and returns the definition of its initializer. */
    private static RootBeanDefinition ofDatabase(String database, BeanDefinitionRegistry registry) {
        String migrator = DatabaseBean.MIGRATOR.of(database);
        register(registry, migrator, factoryMethod(Migrator.class, "migrator", database));
        RootBeanDefinition monitor = initializer(MigrationMonitor.class, "monitor", database, migrator);
        monitor.setDestroyMethodName(AbstractBeanDefinition.INFER_METHOD);
        register(registry, DatabaseBean.MONITOR.of(database), monitor);
        return initializer(MigrationInitializer.class, "initializer", database, migrator);
    }

    /** Registers the migrator and the monitor of a database with tenants, and returns the definition of its initializer. */
    private static RootBeanDefinition ofTenants(String database, BeanDefinitionRegistry registry) {
        String migrator = DatabaseBean.TENANT_MIGRATOR.of(database);
        register(registry, migrator, factoryMethod(TenantMigrator.class, "tenantMigrator", database));
        register(registry, DatabaseBean.TENANT_MONITOR.of(database), monitor(TenantMonitor.class, migrator));
        return initializer(TenantInitializer.class, "tenantInitializer", database, migrator);
    }

    private static RootBeanDefinition initializer(Class<?> type, String method, String database, String migrator) {
        RootBeanDefinition definition = factoryMethod(type, method, database);
        definition.getConstructorArgumentValues().addIndexedArgumentValue(1, new RuntimeBeanReference(migrator));
        return definition;
    }

    private static RootBeanDefinition factoryMethod(Class<?> type, String method, String database) {
        RootBeanDefinition definition = new RootBeanDefinition();
        definition.setTargetType(type);
        definition.setFactoryBeanName(MigrationDatabases.BEAN);
        definition.setFactoryMethodName(method);
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, database);
        return definition;
    }

    private static RootBeanDefinition monitor(Class<?> type, String migrator) {
        RootBeanDefinition definition = new RootBeanDefinition(type);
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, new RuntimeBeanReference(migrator));
        definition.setDestroyMethodName(AbstractBeanDefinition.INFER_METHOD);
        return definition;
    }

    private static void register(BeanDefinitionRegistry registry, String name, RootBeanDefinition definition) {
        if (!registry.containsBeanDefinition(name)) {
            registry.registerBeanDefinition(name, definition);
        }
    }
}
