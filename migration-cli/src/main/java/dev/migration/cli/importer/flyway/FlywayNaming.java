package dev.migration.cli.importer.flyway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Option;

import dev.migration.cli.importer.flyway.FlywayFile.Kind;

/** The naming of the scripts: Flyway's settings with Flyway's defaults. */
public final class FlywayNaming {

    @Option(
            names = "--sql-migration-prefix",
            paramLabel = "TEXT",
            defaultValue = "V",
            description = "The prefix of versioned scripts; Flyway's sqlMigrationPrefix, default V.")
    private String versioned = "V";

    @Option(
            names = "--undo-sql-migration-prefix",
            paramLabel = "TEXT",
            defaultValue = "U",
            description = "The prefix of undo scripts; Flyway's undoSqlMigrationPrefix, default U.")
    private String undo = "U";

    @Option(
            names = "--baseline-migration-prefix",
            paramLabel = "TEXT",
            defaultValue = "B",
            description = "The prefix of baseline scripts; Flyway's baselineMigrationPrefix, default B.")
    private String baseline = "B";

    @Option(
            names = "--repeatable-sql-migration-prefix",
            paramLabel = "TEXT",
            defaultValue = "R",
            description = "The prefix of repeatable scripts; Flyway's repeatableSqlMigrationPrefix, default R.")
    private String repeatable = "R";

    @Option(
            names = "--sql-migration-separator",
            paramLabel = "TEXT",
            defaultValue = "__",
            description = "The text between version and description; Flyway's sqlMigrationSeparator, default __.")
    private String separator = "__";

    @Option(
            names = "--sql-migration-suffix",
            paramLabel = "TEXT",
            description =
                    "The suffix of scripts, can be given several times; Flyway's sqlMigrationSuffixes, default .sql.")
    private List<String> suffixes = new ArrayList<>();

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
        return suffixes.isEmpty() ? List.of(".sql") : suffixes;
    }

    /** The longest prefix is tried first, because one prefix may begin with another. */
    private Optional<Name> parse(String stem) {
        Map<Kind, String> prefixes = Map.of(
                Kind.VERSIONED, versioned, Kind.UNDO, undo, Kind.BASELINE, baseline, Kind.REPEATABLE, repeatable);
        return prefixes.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty() && stem.startsWith(entry.getValue()))
                .sorted((one, other) ->
                        other.getValue().length() - one.getValue().length())
                .flatMap(entry ->
                        parse(entry.getKey(), stem.substring(entry.getValue().length())).stream())
                .findFirst();
    }

    private Optional<Name> parse(Kind kind, String rest) {
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

    /** A parsed file name. */
    record Name(Kind kind, Optional<FlywayVersion> version, String description) {}
}
