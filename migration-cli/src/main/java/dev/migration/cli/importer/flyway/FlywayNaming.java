// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.flyway;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

import dev.migration.cli.importer.flyway.FlywayFile.Kind;

/** The naming of the scripts: Flyway's settings with Flyway's defaults. */
@Command
public final class FlywayNaming {

    private final Map<Setting, OptionSpec> settings = new EnumMap<>(Setting.class);

    private final OptionSpec suffixes = OptionSpec.builder("--sql-migration-suffix")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("TEXT")
            .description(
                    "The suffix of scripts, can be given several times; Flyway's sqlMigrationSuffixes, default .sql.")
            .build();

    FlywayNaming() {
        for (Setting setting : Setting.values()) {
            settings.put(setting, setting.option());
        }
    }

    /** Adds the options to the command. */
    @Spec(Spec.Target.MIXEE)
    void addTo(CommandSpec command) {
        settings.values().forEach(command::addOption);
        command.addOption(suffixes);
    }

    /** Parses a file name; empty if Flyway skips the file. */
    Optional<Name> read(String file) {
        return suffixes().stream()
                .filter(file::endsWith)
                .map(suffix -> file.substring(0, file.length() - suffix.length()))
                .flatMap(stem -> parse(stem).stream())
                .findFirst();
    }

    /** Whether the file has the suffix of a script. */
    boolean isScript(String file) {
        return suffixes().stream().anyMatch(file::endsWith);
    }

    private List<String> suffixes() {
        return Optional.ofNullable(suffixes.<List<String>>getValue()).orElse(List.of(".sql"));
    }

    /** The longest prefix is tried first, because one prefix may begin with another; Flyway permits an empty one. */
    private Optional<Name> parse(String stem) {
        Map<Kind, String> prefixes = Map.of(
                Kind.VERSIONED, text(Setting.VERSIONED),
                Kind.UNDO, text(Setting.UNDO),
                Kind.BASELINE, text(Setting.BASELINE),
                Kind.REPEATABLE, text(Setting.REPEATABLE));
        return prefixes.entrySet().stream()
                .filter(entry -> stem.startsWith(entry.getValue()))
                .sorted((one, other) ->
                        other.getValue().length() - one.getValue().length())
                .flatMap(entry ->
                        parse(entry.getKey(), stem.substring(entry.getValue().length())).stream())
                .findFirst();
    }

    private Optional<Name> parse(Kind kind, String rest) {
        String separator = text(Setting.SEPARATOR);
        int at = rest.indexOf(separator);
        String version = at < 0 ? rest : rest.substring(0, at);
        String description =
                at < 0 ? "" : rest.substring(at + separator.length()).replace('_', ' ');
        if (kind == Kind.REPEATABLE) {
            return version.isEmpty() && !description.isEmpty()
                    ? Optional.of(new Name(kind, Optional.empty(), description))
                    : Optional.empty();
        }
        return FlywayVersion.parse(version).map(parsed -> new Name(kind, Optional.of(parsed), description));
    }

    private String text(Setting setting) {
        return Optional.ofNullable(settings.get(setting))
                .map(OptionSpec::<String>getValue)
                .orElse(setting.standard);
    }

    /** A setting of Flyway whose value is one text. */
    private enum Setting {
        VERSIONED("sql-migration-prefix", "V", "The prefix of versioned scripts; Flyway's sqlMigrationPrefix"),
        UNDO("undo-sql-migration-prefix", "U", "The prefix of undo scripts; Flyway's undoSqlMigrationPrefix"),
        BASELINE("baseline-migration-prefix", "B", "The prefix of baseline scripts; Flyway's baselineMigrationPrefix"),
        REPEATABLE(
                "repeatable-sql-migration-prefix",
                "R",
                "The prefix of repeatable scripts; Flyway's repeatableSqlMigrationPrefix"),
        SEPARATOR(
                "sql-migration-separator",
                "__",
                "The text between version and description; Flyway's sqlMigrationSeparator");

        private final String name;
        private final String standard;
        private final String description;

        Setting(String name, String standard, String description) {
            this.name = name;
            this.standard = standard;
            this.description = description;
        }

        private OptionSpec option() {
            return OptionSpec.builder("--" + name)
                    .type(String.class)
                    .paramLabel("TEXT")
                    .description(description + ", default " + standard + ".")
                    .build();
        }
    }

    /** A parsed file name. */
    record Name(Kind kind, Optional<FlywayVersion> version, String description) {}
}
