package dev.migration.boot.autoconfigure;

import java.util.Optional;

import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

import dev.migration.Migrator;
import dev.migration.boot.status.DatabaseName;
import dev.migration.boot.status.MigrationMonitor;

/**
 * Registers the beans of each of several databases. They are plain definitions that name a method and its arguments, which code can
 * be generated for ahead of time; a bean of the application's own that has the same name goes first.
 */
final class DatabaseRegistrar implements ImportBeanDefinitionRegistrar {

    /** The bean that has the methods. */
    static final String FACTORY = "migrationDatabases";

    private final Environment environment;

    DatabaseRegistrar(Environment environment) {
        this.environment = environment;
    }

    /** Each initializer waits for the one before, so that databases are migrated in the order in which they are written. */
    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        Optional<String> before = Optional.empty();
        for (String database : DatabaseNames.in(environment).list()) {
            RuntimeBeanReference migrator = new RuntimeBeanReference(DatabaseName.toMigrator(database));
            register(registry, DatabaseName.toMigrator(database), made(Migrator.class, "migrator", database));
            register(registry, DatabaseName.toMonitor(database), monitor(migrator));
            RootBeanDefinition initializer = made(MigrationInitializer.class, "initializer", database);
            initializer.getConstructorArgumentValues().addIndexedArgumentValue(1, migrator);
            before.ifPresent(initializer::setDependsOn);
            register(registry, DatabaseName.toInitializer(database), initializer);
            before = Optional.of(DatabaseName.toInitializer(database));
        }
    }

    private static RootBeanDefinition made(Class<?> type, String method, String database) {
        RootBeanDefinition definition = new RootBeanDefinition();
        definition.setTargetType(type);
        definition.setFactoryBeanName(FACTORY);
        definition.setFactoryMethodName(method);
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, database);
        return definition;
    }

    private static RootBeanDefinition monitor(RuntimeBeanReference migrator) {
        RootBeanDefinition definition = new RootBeanDefinition(MigrationMonitor.class);
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, migrator);
        definition.setDestroyMethodName(AbstractBeanDefinition.INFER_METHOD);
        return definition;
    }

    private static void register(BeanDefinitionRegistry registry, String name, RootBeanDefinition definition) {
        if (!registry.containsBeanDefinition(name)) {
            registry.registerBeanDefinition(name, definition);
        }
    }
}
