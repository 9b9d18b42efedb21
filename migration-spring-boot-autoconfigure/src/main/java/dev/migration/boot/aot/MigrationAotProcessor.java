package dev.migration.boot.aot;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import dev.migration.script.JavaRevision;
import dev.migration.script.location.ScriptIndex;
import dev.migration.script.location.ScriptLocation;
import dev.migration.tenant.run.TenantMigrator;

/**
 * Looks, when an application is built, where its properties say that scripts are, and which Java revisions it has: a native image
 * has only what was named then, and a JVM that runs the generated code need not search its class path.
 *
 * <p>The locations of a {@link Migrator} bean that the application makes by itself are not known before it runs.
 */
final class MigrationAotProcessor implements BeanFactoryInitializationAotProcessor {

    private static final Bindable<List<String>> TEXTS = Bindable.listOf(String.class);

    private static final Bindable<Map<String, OfOne>> BY_NAME = Bindable.mapOf(String.class, OfOne.class);

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
        return new RevisionContribution(ScriptIndex.of(locations(environment), classPath), javaRevisions(beans));
    }

    /** Those of every database; one that says nothing has the others', or the default. */
    private static Set<String> locations(Environment environment) {
        Binder binder = Binder.get(environment);
        List<String> common = binder.bind("migration.locations", TEXTS).orElse(List.of(ScriptLocation.DEFAULT));
        Set<String> locations = new LinkedHashSet<>(common);
        // Bound as a whole: a name may have capitals and dots in it, and could be no part of a key that is put
        // together.
        binder.bind("migration.databases", BY_NAME).orElseGet(Map::of).values().stream()
                .map(OfOne::locations)
                .filter(Objects::nonNull)
                .forEach(locations::addAll);
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

    /** What is said about one of several databases; the binder makes no private records. */
    record OfOne(@Nullable List<String> locations) {}
}
