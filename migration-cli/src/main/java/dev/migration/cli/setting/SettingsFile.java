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
import java.util.TreeMap;

/** The keys and values of {@code migration.properties}; UTF-8. Keys that do not begin with {@code migration.} are others'. */
public final class SettingsFile {

    /** What is read when nobody names another file. */
    public static final String DEFAULT_NAME = "migration.properties";

    private static final String PREFIX = "migration.";

    private final String name;
    private final Map<String, String> values = new TreeMap<>();

    private SettingsFile(String name, Properties properties) {
        this.name = name;
        properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith(PREFIX))
                .forEach(key -> values.put(key, properties.getProperty(key).strip()));
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
        return new SettingsFile(named.orElse(DEFAULT_NAME), properties);
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
