// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.aot;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

import dev.migration.Migrator;
import dev.migration.boot.database.DatabaseNames;
import dev.migration.script.JavaRevision;
import dev.migration.script.location.ModuleFolder;
import dev.migration.script.location.ScriptIndex;
import dev.migration.script.location.ScriptLocation;
import dev.migration.tenant.run.TenantMigrator;

/**
 * Finds the revision scripts and the Java revisions of an application at build time. A native image contains only resources
 * and types that are registered then; a JVM that runs the generated code does not need to scan its class path.
 *
 * <p>The scripts are found in the locations of the properties. The locations of a {@link Migrator} bean that the application
 * defines are not known at build time.
 */
final class MigrationAotProcessor implements BeanFactoryInitializationAotProcessor {

    private static final Bindable<List<String>> LOCATIONS = Bindable.listOf(String.class);

    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beans) {
        if (beans.getBeanNamesForType(Migrator.class, true, false).length == 0
                && beans.getBeanNamesForType(TenantMigrator.class, true, false).length == 0) {
            return null;
        }
        Environment environment =
                beans.getBean(ConfigurableApplicationContext.ENVIRONMENT_BEAN_NAME, Environment.class);
        PathMatchingResourcePatternResolver classPath =
                new PathMatchingResourcePatternResolver(beans.getBeanClassLoader());
        Set<String> locations = locations(environment);
        ModuleFolder.find(classPath).forEach(module -> locations.add("classpath:" + module.folder()));
        return new RevisionContribution(ScriptIndex.of(locations, classPath), javaRevisions(beans));
    }

    /** Returns the locations for all databases, or else the default one, and the locations of each named database. */
    private static Set<String> locations(Environment environment) {
        List<String> common =
                Binder.get(environment).bind("migration.locations", LOCATIONS).orElse(List.of(ScriptLocation.DEFAULT));
        Set<String> locations = new LinkedHashSet<>(common);
        DatabaseNames databases = DatabaseNames.in(environment);
        databases.list().forEach(database -> locations.addAll(databases.locations(database)));
        return locations;
    }

    private static List<Class<?>> javaRevisions(ConfigurableListableBeanFactory beans) {
        return Stream.of(beans.getBeanNamesForType(JavaRevision.class, true, false))
                .<Class<?>>mapMulti((name, types) -> {
                    Class<?> type = beans.getType(name, false);
                    if (type != null) {
                        types.accept(ClassUtils.getUserClass(type));
                    }
                })
                .toList();
    }
}
