package dev.migration.cli.setting;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.migration.MigrationSettings;

/** What the options, the environment and the file of settings say together. Each part is read when it is asked for. */
public final class Configuration {

    private static final String FILESYSTEM = "filesystem:";
    private static final Path OF_A_PROJECT = Path.of("src", "main", "resources");
    private static final String REVISIONS = "db/revisions";

    private final GlobalOptions options;
    private final Map<String, String> environment;
    private final Path folder;

    /** @param folder where the command is given; relative names begin there */
    public Configuration(GlobalOptions options, Map<String, String> environment, Path folder) {
        this.options = options;
        this.environment = Map.copyOf(environment);
        this.folder = folder;
    }

    /** @throws UsageException with every fault */
    public MigrationSettings settings() {
        SettingsFile file = file();
        return new SettingsReader(file).read(locations(file));
    }

    /** @throws UsageException if nobody says which database */
    public DatabaseAddress database() {
        return new DatabaseAddresses(environment, file())
                .find(new DatabaseAddresses.Login(options.url, options.user, options.password));
    }

    /** Whether somebody says which database. */
    public boolean hasDatabase() {
        return options.url.isPresent()
                || environment.containsKey("DATABASE_URL")
                || environment.containsKey("SPRING_DATASOURCE_URL")
                || file().value("migration.url").isPresent();
    }

    /** A setting about writing revisions. */
    public Optional<String> authoring(String key) {
        return file().value("migration.authoring." + key);
    }

    /** The settings about writing revisions whose keys begin so, by the rest of their keys. */
    public SortedMap<String, String> authoringBelow(String prefix) {
        String beginning = "migration.authoring." + prefix + ".";
        SettingsFile file = file();
        SortedMap<String, String> found = new TreeMap<>();
        file.keys().stream()
                .filter(key -> key.startsWith(beginning))
                .forEach(key -> found.put(
                        key.substring(beginning.length()), file.value(key).orElse("")));
        return found;
    }

    /** The folders on disk among the locations; revisions are written to one of them. */
    public List<Path> folders() {
        return locations(file()).stream()
                .filter(location -> location.startsWith(FILESYSTEM))
                .map(location -> Path.of(location.substring(FILESYSTEM.length())))
                .toList();
    }

    /** The variables of the process. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Where the command is given. */
    public Path folder() {
        return folder;
    }

    /** Where revisions go when nobody says otherwise. */
    public Path defaultFolder() {
        return Files.isDirectory(folder.resolve(OF_A_PROJECT)) ? OF_A_PROJECT.resolve(REVISIONS) : Path.of("revisions");
    }

    private SettingsFile file() {
        return SettingsFile.read(folder, options.config);
    }

    private List<String> locations(SettingsFile file) {
        List<String> given = options.locations.isEmpty() ? SettingsReader.locations(file) : options.locations;
        return given.isEmpty()
                ? List.of(FILESYSTEM + inFolder(defaultFolder().toString()))
                : given.stream().map(this::located).toList();
    }

    /** A project's own class path is not ours: what its settings say about it is looked for among its sources. */
    private String located(String location) {
        if (location.startsWith(FILESYSTEM)) {
            return FILESYSTEM + inFolder(location.substring(FILESYSTEM.length()));
        }
        String name = location.replaceFirst("^classpath\\*?:/*", "");
        Path source = OF_A_PROJECT.resolve(name);
        if (!location.startsWith("classpath") && Files.isDirectory(folder.resolve(name))) {
            return FILESYSTEM + inFolder(name);
        }
        return Files.isDirectory(folder.resolve(source)) ? FILESYSTEM + inFolder(source.toString()) : location;
    }

    private String inFolder(String name) {
        return folder.toString().isEmpty() ? name : folder.resolve(name).toString();
    }
}
