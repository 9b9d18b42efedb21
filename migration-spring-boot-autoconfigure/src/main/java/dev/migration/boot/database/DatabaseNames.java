// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import dev.migration.boot.properties.NamedDatabaseProperties;
import dev.migration.boot.properties.TenantsProperties;
import dev.migration.setting.ModuleSelection;

/**
 * The names and the properties of the databases under {@code migration.databases.NAME.*}.
 *
 * <p>The names are in the order in which they are written. If several property sources have such keys, the names in the
 * application's own files come first; sources that override them (profiles, environment variables, the command line) add
 * their names at the end. Environment variables and the command line have no order, so names that only they contain are
 * sorted.
 *
 * <p>The variables that Kubernetes sets for a service called {@code migration-databases} name no database.
 */
public final class DatabaseNames {

    private static final ConfigurationPropertyName ALL = ConfigurationPropertyName.of("migration");
    private static final ConfigurationPropertyName DATABASES = ALL.append("databases");
    private static final int LENGTH = DATABASES.getNumberOfElements() + 1;

    private final Environment environment;
    private final Map<String, Naming> names;

    private DatabaseNames(Environment environment, Map<String, Naming> names) {
        this.environment = environment;
        this.names = names;
    }

    /** Reads the names from all property sources of an environment. */
    public static DatabaseNames in(Environment environment) {
        List<ConfigurationPropertySource> sources = new ArrayList<>();
        ConfigurationPropertySources.get(environment).forEach(sources::add);
        Collections.reverse(sources);
        Map<ConfigurationPropertyName, Naming> namings = new LinkedHashMap<>();
        sources.stream()
                .filter(IterableConfigurationPropertySource.class::isInstance)
                .flatMap(source -> namings((IterableConfigurationPropertySource) source))
                // 'twoWords' and 'twowords', its form in an environment variable, are equal here.
                .forEach(naming -> namings.putIfAbsent(naming.database(), naming));
        Map<String, Naming> names = new LinkedHashMap<>();
        namings.forEach((key, naming) -> names.put(key.getLastElement(Form.ORIGINAL), naming));
        return new DatabaseNames(environment, names);
    }

    private static Stream<Naming> namings(IterableConfigurationPropertySource source) {
        Stream<ConfigurationPropertyName> keys = source.stream().filter(DATABASES::isAncestorOf);
        if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource) {
            keys = keys.filter(key -> !ServiceVariable.matches(key));
        }
        return (isOrdered(source.getUnderlyingSource()) ? keys : keys.sorted()).map(key -> new Naming(key, source));
    }

    private static boolean isOrdered(@Nullable Object source) {
        return source instanceof OriginTrackedMapPropertySource
                || source instanceof PropertySource<?> other && other.getSource() instanceof LinkedHashMap;
    }

    /** Returns the names; empty if no property begins with {@code migration.databases}. */
    public List<String> list() {
        return List.copyOf(names.keySet());
    }

    /**
     * Returns the properties of a database. A key that the database does not set has the value for all databases, except
     * {@code url}, {@code data-source}, {@code modules}, {@code tenants.schemas} and {@code tenants.pattern}, which are
     * never inherited; see {@link #sharedUrl()}. Without its own {@code modules.include}, a database has no module.
     */
    NamedDatabaseProperties settings(String name) {
        NamedDatabaseProperties settings = new NamedDatabaseProperties();
        bind(ALL, settings);
        settings.setUrl(null);
        settings.setDataSource(null);
        settings.getModules().setInclude(new ArrayList<>(List.of(ModuleSelection.APPLICATION)));
        settings.getModules().setExclude(new ArrayList<>());
        settings.getTenants().setSchemas(new ArrayList<>());
        settings.getTenants().setPattern(null);
        bind(keyOf(name), settings);
        return settings;
    }

    /** Returns the locations of the scripts of a database. */
    public List<String> locations(String name) {
        return settings(name).getLocations();
    }

    /** Returns whether the properties list tenants of a database. */
    boolean hasTenants(String name) {
        return TenantsProperties.namedBelow(keyOf(name).append("tenants"), environment);
    }

    /** Returns whether the properties list tenants without naming their database. */
    boolean hasTenantsWithoutDatabase() {
        return TenantsProperties.namedBelow(ALL.append("tenants"), environment);
    }

    /** Returns {@code migration.url}, the URL of databases that have no address of their own; empty if it is not set. */
    String sharedUrl() {
        return binder().bind(ALL.append("url"), Bindable.of(String.class)).orElse("");
    }

    /** Returns the full key from which a database has a duration: its own key if that is set, else the key for all. */
    String keyOf(String name, String property) {
        ConfigurationPropertyName own = keyOf(name).append(property);
        boolean set = binder().bind(own, Bindable.of(Duration.class)).isBound();
        return (set ? own : ALL.append(property)).toString();
    }

    /** Returns the property that names a database first, and its place: a file with line, or an environment variable. */
    String origin(String name) {
        return Optional.ofNullable(names.get(name)).map(Naming::origin).orElse("a property");
    }

    private ConfigurationPropertyName keyOf(String name) {
        return Optional.ofNullable(names.get(name))
                .map(Naming::database)
                .orElseGet(() -> ConfigurationPropertyName.adapt(DATABASES + "." + name, '.'));
    }

    private void bind(ConfigurationPropertyName key, NamedDatabaseProperties settings) {
        binder().bind(key, Bindable.ofInstance(settings));
    }

    private Binder binder() {
        return Binder.get(environment);
    }

    /** A property that names a database, and the source of the property. */
    private record Naming(ConfigurationPropertyName property, IterableConfigurationPropertySource source) {

        ConfigurationPropertyName database() {
            return property.chop(LENGTH);
        }

        String origin() {
            return Optional.ofNullable(source.getConfigurationProperty(property))
                    .map(value -> value.getOrigin())
                    .map(origin -> property + " (" + origin + ")")
                    .orElseGet(property::toString);
        }
    }
}
