package dev.migration.cli.importer.flyway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Option;

import dev.migration.cli.importer.flyway.FlywayFile.Kind;

/** How the project names its scripts: Flyway's own settings, with Flyway's defaults. */
public final class FlywayNaming {

    @Option(
            names = "--sql-migration-prefix",
            paramLabel = "TEXT",
            defaultValue = "V",
            description = "Of versioned scripts; Flyway's sqlMigrationPrefix, V.")
    private String versioned = "V";

    @Option(
            names = "--undo-sql-migration-prefix",
            paramLabel = "TEXT",
            defaultValue = "U",
            description = "Of undo scripts; Flyway's undoSqlMigrationPrefix, U.")
    private String undo = "U";

    @Option(
            names = "--baseline-migration-prefix",
            paramLabel = "TEXT",
            defaultValue = "B",
            description = "Of baseline scripts; Flyway's baselineMigrationPrefix, B.")
    private String baseline = "B";

    @Option(
            names = "--repeatable-sql-migration-prefix",
            paramLabel = "TEXT",
            defaultValue = "R",
            description = "Of repeatable scripts; Flyway's repeatableSqlMigrationPrefix, R.")
    private String repeatable = "R";

    @Option(
            names = "--sql-migration-separator",
            paramLabel = "TEXT",
            defaultValue = "__",
            description = "Between version and description; Flyway's sqlMigrationSeparator, __.")
    private String separator = "__";

    @Option(
            names = "--sql-migration-suffix",
            paramLabel = "TEXT",
            description = "Of scripts, can be given several times; Flyway's sqlMigrationSuffixes, .sql.")
    private List<String> suffixes = new ArrayList<>();

    /** What a name says; empty if Flyway would pass over the file. */
    Optional<Name> read(String file) {
        return suffixes().stream()
                .filter(file::endsWith)
                .map(suffix -> file.substring(0, file.length() - suffix.length()))
                .flatMap(stem -> parse(stem).stream())
                .findFirst();
    }

    /** Whether it is a script by its suffix. */
    boolean isScript(String file) {
        return suffixes().stream().anyMatch(file::endsWith);
    }

    private List<String> suffixes() {
        return suffixes.isEmpty() ? List.of(".sql") : suffixes;
    }

    /** The longest prefix goes first, as one may begin with another. */
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

    /** What a file's name says. */
    record Name(Kind kind, Optional<FlywayVersion> version, String description) {}
}
