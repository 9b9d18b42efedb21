package dev.migration.boot.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

import dev.migration.boot.properties.NamedDatabaseProperties;
import dev.migration.boot.properties.TenantsProperties;

/**
 * The databases that {@code migration.databases.NAME.*} speaks of, in the order in which they are written. Where several sources do,
 * the application's own files come first, and what overrides them (profiles, variables, the command line) adds at the end; what
 * only variables or the command line name has no order and is sorted.
 */
public final class DatabaseNames {

    private static final ConfigurationPropertyName ALL = ConfigurationPropertyName.of("migration");
    private static final ConfigurationPropertyName DATABASES = ALL.append("databases");
    private static final int LENGTH = DATABASES.getNumberOfElements() + 1;

    private final Environment environment;
    private final Map<String, ConfigurationPropertyName> keys;

    private DatabaseNames(Environment environment, Map<String, ConfigurationPropertyName> keys) {
        this.environment = environment;
        this.keys = keys;
    }

    public static DatabaseNames in(Environment environment) {
        List<ConfigurationPropertySource> sources = new ArrayList<>();
        ConfigurationPropertySources.get(environment).forEach(sources::add);
        Collections.reverse(sources);
        Map<String, ConfigurationPropertyName> keys = new LinkedHashMap<>();
        sources.stream()
                .filter(IterableConfigurationPropertySource.class::isInstance)
                .flatMap(source -> keys((IterableConfigurationPropertySource) source))
                // Equal are also 'twoWords' and what a variable makes of it, 'twowords'.
                .distinct()
                .forEach(key -> keys.put(key.getLastElement(Form.ORIGINAL), key));
        return new DatabaseNames(environment, keys);
    }

    private static Stream<ConfigurationPropertyName> keys(IterableConfigurationPropertySource source) {
        Stream<ConfigurationPropertyName> keys =
                source.stream().filter(DATABASES::isAncestorOf).map(key -> key.chop(LENGTH));
        return isOrdered(source.getUnderlyingSource()) ? keys : keys.sorted();
    }

    private static boolean isOrdered(@Nullable Object source) {
        return source instanceof OriginTrackedMapPropertySource
                || source instanceof PropertySource<?> other && other.getSource() instanceof LinkedHashMap;
    }

    /** Empty when nobody speaks of several databases. */
    public List<String> list() {
        return List.copyOf(keys.keySet());
    }

    /**
     * What is said about a database, and for the rest what is said about all. Its tenants are its own, and a URL is the database's own: {@code migration.url}, which is
     * said about all, is where those go that have no other.
     */
    NamedDatabaseProperties settings(String name) {
        NamedDatabaseProperties settings = new NamedDatabaseProperties();
        bind(ALL, settings);
        settings.setUrl(null);
        settings.setDataSource(null);
        settings.getTenants().setSchemas(new ArrayList<>());
        settings.getTenants().setPattern(null);
        bind(keyOf(name), settings);
        return settings;
    }

    /** Whether the settings say which tenants a database has. */
    boolean haveTenants(String name) {
        return TenantsProperties.namedBelow(keyOf(name).append("tenants"), environment);
    }

    /** Whether they say which tenants there are, and not in which database. */
    boolean haveTenantsOfNone() {
        return TenantsProperties.namedBelow(ALL.append("tenants"), environment);
    }

    /** Where those go that have no address of their own. */
    String sharedUrl() {
        return binder().bind(ALL.append("url"), Bindable.of(String.class)).orElse("");
    }

    /** The whole key of a duration that holds for a database: its own if it is set, else the one for all. */
    String keyOf(String name, String property) {
        ConfigurationPropertyName own = keyOf(name).append(property);
        boolean set = binder().bind(own, Bindable.of(Duration.class)).isBound();
        return (set ? own : ALL.append(property)).toString();
    }

    private ConfigurationPropertyName keyOf(String name) {
        return keys.getOrDefault(name, ConfigurationPropertyName.adapt(DATABASES + "." + name, '.'));
    }

    private void bind(ConfigurationPropertyName key, NamedDatabaseProperties settings) {
        binder().bind(key, Bindable.ofInstance(settings));
    }

    private Binder binder() {
        return Binder.get(environment);
    }
}
