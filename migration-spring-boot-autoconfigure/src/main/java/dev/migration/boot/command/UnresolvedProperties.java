// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.command;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Reads properties without resolving placeholders: {@code ${date}} and {@code ${file}} in {@code migration.authoring.*} are
 * not placeholders of Spring.
 */
record UnresolvedProperties(ConfigurableEnvironment environment) {

    Optional<String> value(String key) {
        return environment.getPropertySources().stream()
                .flatMap(source -> Stream.ofNullable(source.getProperty(key)))
                .map(String::valueOf)
                .findFirst();
    }

    /** Returns the properties whose keys begin with a prefix, by the rest of their keys. */
    SortedMap<String, String> below(String prefix) {
        SortedMap<String, String> found = new TreeMap<>();
        environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .<EnumerablePropertySource<?>>map(EnumerablePropertySource.class::cast)
                .flatMap(source -> Stream.of(source.getPropertyNames()))
                .filter(key -> key.startsWith(prefix))
                .forEach(key -> found.putIfAbsent(
                        key.substring(prefix.length()), value(key).orElse("")));
        return found;
    }
}
