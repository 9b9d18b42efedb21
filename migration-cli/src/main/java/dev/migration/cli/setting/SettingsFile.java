// SPDX-License-Identifier: Apache-2.0
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

import dev.migration.setting.ModuleSelection;
import dev.migration.setting.SettingKey;

/** The keys and values of a settings file ({@code migration.properties}) in UTF-8. Only keys that begin with {@code migration.} are read. */
public final class SettingsFile {

    /** The file that is read without option {@code --config}. */
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
     * Reads the named file; or, without a name, {@link #DEFAULT_NAME} in the folder if it exists.
     *
     * @throws UsageException if the file cannot be read
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
                        "Name a readable file with lines KEY=VALUE with --config.");
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

    /**
     * Returns the settings of one database: its own keys, and the common value of each key that it does not set, except that it has no
     * module unless it names some.
     */
    SettingsFile forDatabase(String database) {
        String prefix = DATABASES + database + ".";
        Map<String, String> ownValues = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                ownValues.put(PREFIX + key.substring(prefix.length()), value);
            }
        });
        Map<String, String> all = new TreeMap<>(values);
        all.keySet().removeIf(key -> key.startsWith(DATABASES));
        all.put(SettingKey.MODULES_INCLUDE.key(), ModuleSelection.APPLICATION);
        all.remove(SettingKey.MODULES_EXCLUDE.key());
        all.putAll(ownValues);
        return new SettingsFile(name, all, Set.copyOf(ownValues.keySet()));
    }

    /** Whether the selected database sets the key itself. */
    boolean isOwn(String key) {
        return own.contains(key);
    }

    /** The name of the file, as given. */
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
