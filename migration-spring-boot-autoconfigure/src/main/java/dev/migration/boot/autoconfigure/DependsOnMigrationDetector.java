// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.autoconfigure;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDependsOnDatabaseInitializationDetector;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Makes beans wait for the migration that need the database and that Spring Boot's own detectors do not know: beans of
 * some libraries, and beans of the types in {@code migration.depends-on-types}.
 */
class DependsOnMigrationDetector extends AbstractBeansOfTypeDependsOnDatabaseInitializationDetector {

    private static final String PROPERTY = "migration.depends-on-types";

    private static final List<String> KNOWN = List.of(
            "org.springframework.r2dbc.core.DatabaseClient",
            "net.javacrumbs.shedlock.core.LockProvider",
            "com.github.kagkarlsson.scheduler.Scheduler",
            "org.jobrunr.storage.StorageProvider");

    private final List<String> configured;

    DependsOnMigrationDetector(Environment environment) {
        this.configured = Binder.get(environment)
                .bind(PROPERTY, Bindable.listOf(String.class))
                .orElse(List.of());
    }

    /**
     * Checks first that the configured types exist, because Spring Boot treats a failure in
     * {@link #getDependsOnDatabaseInitializationBeanTypes()} as an empty result.
     */
    @Override
    public Set<String> detect(ConfigurableListableBeanFactory factory) {
        configured.forEach(DependsOnMigrationDetector::require);
        return super.detect(factory);
    }

    @Override
    protected Set<Class<?>> getDependsOnDatabaseInitializationBeanTypes() {
        Stream<Class<?>> known =
                KNOWN.stream().map(DependsOnMigrationDetector::find).filter(Objects::nonNull);
        Stream<Class<?>> required = configured.stream().map(DependsOnMigrationDetector::require);
        return Stream.concat(known, required).collect(Collectors.toSet());
    }

    private static Class<?> require(String name) {
        Class<?> type = find(name);
        if (type == null) {
            throw new InvalidConfigurationPropertyValueException(
                    PROPERTY, name, "There is no such class on the class path.");
        }
        return type;
    }

    private static @Nullable Class<?> find(String name) {
        ClassLoader loader = ClassUtils.getDefaultClassLoader();
        return ClassUtils.isPresent(name, loader) ? ClassUtils.resolveClassName(name, loader) : null;
    }
}
