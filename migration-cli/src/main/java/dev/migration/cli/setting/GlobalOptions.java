// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.setting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The global options; they may be before or after the name of a command. */
public final class GlobalOptions {

    /** The variable that lists the secret ones. */
    private static final String SECRET = "secret";

    @Option(
            names = "--url",
            scope = ScopeType.INHERIT,
            converter = CheckedAddress.class,
            paramLabel = "URL",
            description =
                    "The database: jdbc:postgresql://HOST:PORT/DATABASE or postgres://USER:PASSWORD@HOST:PORT/DATABASE."
                            + " ${bundle:default.url}")
    Optional<String> url = Optional.empty();

    @Option(names = "--user", scope = ScopeType.INHERIT, paramLabel = "NAME", description = "The database user.")
    Optional<String> user = Optional.empty();

    @Option(
            names = "--password",
            scope = ScopeType.INHERIT,
            paramLabel = "TEXT",
            description =
                    "The password. Prefer the environment or ~/.pgpass: other users of the machine can see options.")
    Optional<String> password = Optional.empty();

    @Option(
            names = {"--database", "-n", "--name"},
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "One of several databases; may be repeated. Default: all, one after the other.")
    List<String> databases = new ArrayList<>();

    @Option(
            names = "--location",
            scope = ScopeType.INHERIT,
            paramLabel = "FOLDER",
            description =
                    "A folder of revision scripts, such as filesystem:revisions; may be repeated. ${bundle:default.location}")
    List<String> locations = new ArrayList<>();

    @Option(
            names = {"-c", "--config"},
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "The settings file. ${bundle:default.config}")
    Optional<String> config = Optional.empty();

    @Option(
            names = "-x",
            scope = ScopeType.INHERIT,
            paramLabel = "KEY=VALUE",
            description = "A value for $${KEY} in scripts and in templates; may be repeated.")
    Map<String, String> fields = new LinkedHashMap<>();

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Prints one JSON object instead of text.")
    boolean json;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Prints no progress.")
    boolean quiet;

    @Option(
            names = {"--stacktrace", "--raiseerr"},
            scope = ScopeType.INHERIT,
            description = "Prints the stack trace of a failure.")
    boolean stacktrace;

    public boolean json() {
        return json;
    }

    /** Turns JSON on if the parser stopped at an error before it read {@code --json}. */
    public void enableJson(boolean enable) {
        json |= enable;
    }

    public boolean quiet() {
        return quiet;
    }

    public boolean stacktrace() {
        return stacktrace;
    }

    /** The values of {@code -x}, which are fields of templates and variables of scripts. */
    public Map<String, String> fields() {
        return Map.copyOf(fields);
    }

    /** Returns the configured variables and those of {@code -x}; the latter replace the former, but a secret stays secret. */
    public Map<String, String> variables(Map<String, String> configured) {
        Map<String, String> all = new LinkedHashMap<>(configured);
        fields.forEach((name, value) ->
                all.merge(name, value, (before, now) -> name.equals(SECRET) ? before + "," + now : now));
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

    /** The names of the selected databases; empty means all. */
    public List<String> databases() {
        return List.copyOf(databases);
    }

    /** Checks the address when it is parsed, so that a wrong one is a usage error of every command. */
    static final class CheckedAddress implements ITypeConverter<String> {

        @Override
        public String convert(String text) {
            DatabaseAddress.parse(text, "--url");
            return text;
        }
    }
}
