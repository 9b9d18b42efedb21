package dev.migration.cli.setting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command has, before its name or behind it. */
public final class GlobalOptions {

    @Option(
            names = "--url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description =
                    "The database: jdbc:postgresql://HOST:PORT/DATABASE or postgres://USER:PASSWORD@HOST:PORT/DATABASE."
                            + " Otherwise DATABASE_URL, SPRING_DATASOURCE_URL, or migration.url of the settings.")
    Optional<String> url = Optional.empty();

    @Option(names = "--user", scope = ScopeType.INHERIT, paramLabel = "NAME", description = "The database user.")
    Optional<String> user = Optional.empty();

    @Option(
            names = "--password",
            scope = ScopeType.INHERIT,
            paramLabel = "TEXT",
            description =
                    "The user's password. Better kept in the environment or in ~/.pgpass: others can see options.")
    Optional<String> password = Optional.empty();

    @Option(
            names = "--database",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description =
                    "One of several databases, or several times some of them. Otherwise all, one after the other.")
    List<String> databases = new ArrayList<>();

    @Option(
            names = "--location",
            scope = ScopeType.INHERIT,
            paramLabel = "FOLDER",
            description = "A folder of revision scripts, such as filesystem:revisions; can be given several times."
                    + " Otherwise migration.locations, src/main/resources/db/revisions, or revisions.")
    List<String> locations = new ArrayList<>();

    @Option(
            names = {"-c", "--config"},
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "The settings, instead of migration.properties in this folder.")
    Optional<String> config = Optional.empty();

    @Option(
            names = "-x",
            scope = ScopeType.INHERIT,
            paramLabel = "KEY=VALUE",
            description = "A value for $${KEY} in the scripts, and in the templates of revisions; can be given several"
                    + " times.")
    Map<String, String> fields = new LinkedHashMap<>();

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Prints one JSON object instead of text.")
    boolean json;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Prints no progress.")
    boolean quiet;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, description = "Prints where a failure came from.")
    boolean stacktrace;

    public boolean json() {
        return json;
    }

    /** Turns JSON on where the parser gave up before it came to {@code --json}. */
    public void enableJson(boolean asJson) {
        json |= asJson;
    }

    public boolean quiet() {
        return quiet;
    }

    public boolean stacktrace() {
        return stacktrace;
    }

    /** The values of {@code -x}: fields of templates, and variables of scripts. */
    public Map<String, String> fields() {
        return Map.copyOf(fields);
    }

    /** The variables with those of {@code -x} instead or besides. */
    public Map<String, String> variables(Map<String, String> configured) {
        Map<String, String> all = new LinkedHashMap<>(configured);
        all.putAll(fields);
        return all;
    }

    public Optional<String> url() {
        return url;
    }

    public Optional<String> user() {
        return user;
    }

    public Optional<String> password() {
        return password;
    }

    public List<String> locations() {
        return List.copyOf(locations);
    }

    public Optional<String> config() {
        return config;
    }

    /** The names of the databases that are meant; none means all. */
    public List<String> databases() {
        return List.copyOf(databases);
    }
}
