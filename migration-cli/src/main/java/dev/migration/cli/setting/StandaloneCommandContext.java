// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.setting;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.MigratorBuilder;
import dev.migration.Revisions;
import dev.migration.authoring.AuthoringSettings;
import dev.migration.authoring.RevisionAuthor;
import dev.migration.event.MigrationListener;
import dev.migration.execution.report.ConnectionPlace;
import dev.migration.setting.SettingKey;

/** The context of the stand-alone jar, from the options, the environment and the settings file. */
public final class StandaloneCommandContext implements CommandContext {

    private static final String FILESYSTEM = "filesystem:";
    private static final Path PROJECT_RESOURCES = Path.of("src", "main", "resources");
    private static final String REVISIONS = "db/revisions";

    private final GlobalOptions options;
    private final Map<String, String> environment;
    private final Path folder;
    private final Optional<String> database;

    /** @param folder the working directory, to which relative paths refer */
    public StandaloneCommandContext(GlobalOptions options, Map<String, String> environment, Path folder) {
        this(options, environment, folder, Optional.empty());
    }

    private StandaloneCommandContext(
            GlobalOptions options, Map<String, String> environment, Path folder, Optional<String> database) {
        this.options = options;
        this.environment = Map.copyOf(environment);
        this.folder = folder;
        this.database = database;
    }

    @Override
    public String program() {
        return "migration";
    }

    @Override
    public HelpTexts helpTexts() {
        return HelpTexts.ofStandaloneJar();
    }

    @Override
    public MigrationSettings settings() {
        SettingsFile file = file();
        MigrationSettings settings = new SettingsReader(file).read(locations(file));
        return settings.toBuilder()
                .variables(options.variables(settings.variables()))
                .build();
    }

    @Override
    public Migrator migrator(List<? extends MigrationListener> listeners) {
        MigratorBuilder builder =
                Migrator.builder().dataSource(database().dataSource()).settings(settings());
        listeners.forEach(builder::listener);
        return builder.build();
    }

    @Override
    public Revisions revisions() {
        return Revisions.load(settings());
    }

    @Override
    public DatabaseAddress database() {
        return addresses().find(addressOptions());
    }

    @Override
    public Optional<ConnectionPlace> connectionPlace() {
        return addresses().place(addressOptions());
    }

    private DatabaseAddresses addresses() {
        return new DatabaseAddresses(environment, file());
    }

    private DatabaseAddresses.Options addressOptions() {
        return new DatabaseAddresses.Options(options.url, options.user, options.password);
    }

    @Override
    public List<String> addressNotes() {
        return database().notes();
    }

    @Override
    public boolean hasDatabase() {
        return connectionPlace().isPresent();
    }

    @Override
    public List<String> databases() {
        return SettingsFile.read(folder, options.config).databases();
    }

    @Override
    public CommandContext forDatabase(String name) {
        return new StandaloneCommandContext(options, environment, folder, Optional.of(name));
    }

    @Override
    public Optional<String> authoringSetting(String key) {
        return file().value("migration.authoring." + key);
    }

    @Override
    public SortedMap<String, String> authoringSettings(String prefix) {
        String fullPrefix = "migration.authoring." + prefix + ".";
        SettingsFile file = file();
        SortedMap<String, String> found = new TreeMap<>();
        file.keys().stream()
                .filter(key -> key.startsWith(fullPrefix))
                .forEach(key -> found.put(
                        key.substring(fullPrefix.length()), file.value(key).orElse("")));
        return found;
    }

    @Override
    public List<Path> folders() {
        return locations(file()).stream()
                .filter(location -> location.startsWith(FILESYSTEM))
                .map(location -> Path.of(location.substring(FILESYSTEM.length())))
                .toList();
    }

    @Override
    public RevisionAuthor author(AuthoringSettings settings) {
        return new RevisionAuthor(settings, Clock.systemUTC());
    }

    @Override
    public Optional<String> commandSetting(SettingKey key) {
        return file().value(key.key());
    }

    @Override
    public Map<String, String> variables() {
        return settings().variables();
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Path defaultFolder() {
        return Files.isDirectory(folder.resolve(PROJECT_RESOURCES))
                ? PROJECT_RESOURCES.resolve(REVISIONS)
                : Path.of("revisions");
    }

    private SettingsFile file() {
        SettingsFile file = SettingsFile.read(folder, options.config);
        return database.map(file::forDatabase).orElse(file);
    }

    private List<String> locations(SettingsFile file) {
        List<String> given = options.locations.isEmpty() ? SettingsReader.locations(file) : options.locations;
        return given.isEmpty()
                ? List.of(FILESYSTEM + inFolder(defaultFolder().toString()))
                : given.stream().map(this::resolve).toList();
    }

    /** Maps a class path location to {@code src/main/resources}: the class path of the project is not that of this process. */
    private String resolve(String location) {
        if (location.startsWith(FILESYSTEM)) {
            return FILESYSTEM + inFolder(location.substring(FILESYSTEM.length()));
        }
        String name = location.replaceFirst("^classpath\\*?:/*", "");
        Path source = PROJECT_RESOURCES.resolve(name);
        if (!location.startsWith("classpath") && Files.isDirectory(folder.resolve(name))) {
            return FILESYSTEM + inFolder(name);
        }
        return Files.isDirectory(folder.resolve(source)) ? FILESYSTEM + inFolder(source.toString()) : location;
    }

    private String inFolder(String name) {
        return folder.toString().isEmpty() ? name : folder.resolve(name).toString();
    }
}
