package dev.migration.cli.setting;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/** The keys and values of {@code migration.properties}; UTF-8. Keys that do not begin with {@code migration.} are others'. */
public final class SettingsFile {

    /** What is read when nobody names another file. */
    public static final String DEFAULT_NAME = "migration.properties";

    private static final String PREFIX = "migration.";

    private static final String DATABASES = "migration.databases.";

    private final String name;
    private final Map<String, String> values;
    private final Set<String> own;

    private SettingsFile(String name, Map<String, String> values, Set<String> own) {
        this.name = name;
        this.values = values;
        this.own = own;
    }

    /**
     * Reads a file that was named, or else {@link #DEFAULT_NAME} in the folder if it is there.
     *
     * @throws UsageException if it cannot be read
     */
    static SettingsFile read(Path folder, Optional<String> named) {
        Path file = folder.resolve(named.orElse(DEFAULT_NAME));
        Properties properties = new Properties();
        if (named.isPresent() || Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException failure) {
                throw new UsageException(
                        "The settings in '" + file + "' cannot be read: " + failure.getMessage() + ".",
                        "Name a readable file of KEY=VALUE lines with --config.");
            }
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith(PREFIX))
                .forEach(key -> values.put(key, properties.getProperty(key).strip()));
        return new SettingsFile(named.orElse(DEFAULT_NAME), values, Set.of());
    }

    /** The names of {@code migration.databases.NAME.*}, in alphabetical order. */
    List<String> databases() {
        return values.keySet().stream()
                .filter(key -> key.startsWith(DATABASES))
                .map(key -> key.substring(DATABASES.length()).split("\\.", 2)[0])
                .distinct()
                .toList();
    }

    /** What is said about one database; what is not said about it is what is said about all. */
    SettingsFile forDatabase(String database) {
        String prefix = DATABASES + database + ".";
        Map<String, String> its = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                its.put(PREFIX + key.substring(prefix.length()), value);
            }
        });
        Map<String, String> all = new TreeMap<>(values);
        all.keySet().removeIf(key -> key.startsWith(DATABASES));
        all.putAll(its);
        return new SettingsFile(name, all, Set.copyOf(its.keySet()));
    }

    /** Whether this says something about one database alone, and not only about all. */
    boolean isOwn(String key) {
        return own.contains(key);
    }

    /** What people call it. */
    String name() {
        return name;
    }

    Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    List<String> keys() {
        return List.copyOf(values.keySet());
    }
}
