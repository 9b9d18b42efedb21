package dev.migration.boot.command;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** Settings as they are written: {@code ${date}} and {@code ${file}} in them are ours, and no placeholders of Spring's. */
record UnresolvedProperties(ConfigurableEnvironment environment) {

    Optional<String> value(String key) {
        return environment.getPropertySources().stream()
                .flatMap(source -> Stream.ofNullable(source.getProperty(key)))
                .map(String::valueOf)
                .findFirst();
    }

    /** Those whose keys begin so, by the rest of their keys. */
    SortedMap<String, String> below(String beginning) {
        SortedMap<String, String> found = new TreeMap<>();
        environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .<EnumerablePropertySource<?>>map(EnumerablePropertySource.class::cast)
                .flatMap(source -> Stream.of(source.getPropertyNames()))
                .filter(key -> key.startsWith(beginning))
                .forEach(key -> found.putIfAbsent(
                        key.substring(beginning.length()), value(key).orElse("")));
        return found;
    }
}
