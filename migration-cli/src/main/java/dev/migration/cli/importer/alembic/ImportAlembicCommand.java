// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.alembic;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.migration.cli.importer.project.AbstractImportCommand;
import dev.migration.cli.importer.project.ImportProblems;
import dev.migration.cli.importer.project.SourceDatabase.Table;
import dev.migration.cli.importer.project.SourceProject;
import dev.migration.cli.importer.project.SourceSql;

/** Imports a project of Alembic. */
@Command(
        name = "alembic",
        description =
                "Writes Alembic's revisions with the SQL that alembic prints, and stamps the revisions of alembic_version.",
        footer = {
            "",
            "Examples:",
            "  import alembic --run --yes              runs the program alembic to get the SQL",
            "  alembic upgrade base:heads --sql > up.sql; alembic downgrade HEAD:base --sql > down.sql",
            "  import alembic --upgrade-sql up.sql --downgrade-sql down.sql --yes",
            "",
            "Ids, parents, branches, merges and dependencies stay as they are. Python files are read and not run, except by",
            "alembic itself with --run. Alembic's table is only read."
        })
public final class ImportAlembicCommand extends AbstractImportCommand {

    @Option(
            names = "--project",
            paramLabel = "FOLDER",
            description = "The folder of alembic.ini; the default is this folder.")
    private Optional<Path> project = Optional.empty();

    @Option(
            names = "--versions",
            paramLabel = "FOLDER",
            description = "A folder of revision files, at any depth; can be given several times. The default is"
                    + " alembic/versions or migrations/versions of the project.")
    private List<Path> versions = new ArrayList<>();

    @Option(
            names = "--upgrade-sql",
            paramLabel = "FILE",
            description = "The output of 'alembic upgrade base:heads --sql'.")
    private Optional<Path> upgradeSql = Optional.empty();

    @Option(
            names = "--downgrade-sql",
            paramLabel = "FILE",
            description = "The output of 'alembic downgrade HEAD:base --sql'; can be given once for each head.")
    private List<Path> downgradeSql = new ArrayList<>();

    @Option(names = "--run", description = "Runs the program alembic to get both; it connects to no database.")
    private boolean run;

    @Option(
            names = "--version-table",
            paramLabel = "NAME",
            description = "Alembic's version table; the default is alembic_version.")
    private String table = "alembic_version";

    @Option(
            names = "--version-table-schema",
            paramLabel = "NAME",
            description = "The schema of the version table, if it is not on the search path.")
    private Optional<String> schema = Optional.empty();

    /** Alembic has no placeholders in SQL. */
    @Override
    protected boolean hasPlaceholders() {
        return false;
    }

    @Override
    protected SourceProject read() {
        ImportProblems problems = new ImportProblems("Alembic");
        List<AlembicRevision> found = revisions(problems);
        AlembicSql sql = sql(found, problems);
        Table versionTable = new Table(schema, table, "version_num");
        Optional<List<String>> rows = fromDatabase(
                problems,
                database -> database.rows(
                        versionTable,
                        "SELECT version_num FROM " + versionTable.quoted() + " ORDER BY 1",
                        row -> row.getString(1)));
        SourceProject read = new AlembicProject(found, sql, problems)
                .read(rows, versionTable.text(), importOptions().standIns());
        problems.throwIfAny();
        return read;
    }

    private List<AlembicRevision> revisions(ImportProblems problems) {
        List<AlembicRevision> found = new ArrayList<>();
        for (Path folder : versions()) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(ImportAlembicCommand::isRevisionFile)
                        .sorted()
                        .toList()) {
                    add(file, found, problems);
                }
            } catch (IOException failure) {
                problems.add(
                        folder.toString(),
                        "The folder cannot be read: " + failure.getClass().getSimpleName() + ".",
                        "Name the folder of the revision files with --versions FOLDER.");
            }
        }
        if (found.isEmpty()) {
            problems.add(
                    String.join(", ", versions().stream().map(Path::toString).toList()),
                    "There is no revision file of Alembic.",
                    "Name the folder of the revision files with --versions FOLDER.");
        }
        return found;
    }

    private static void add(Path file, List<AlembicRevision> found, ImportProblems problems) throws IOException {
        try {
            AlembicRevision.read(file.toString(), Files.readString(file), problems)
                    .ifPresent(found::add);
        } catch (CharacterCodingException malformed) {
            problems.add(file.toString(), "The file is not UTF-8.", "Save it as UTF-8, or move it out of the folder.");
        }
    }

    private static boolean isRevisionFile(Path file) {
        String name = String.valueOf(file.getFileName());
        return Files.isRegularFile(file)
                && name.endsWith(".py")
                && !name.startsWith("__init__")
                && !name.startsWith(".#");
    }

    private List<Path> versions() {
        Path folder = folder();
        List<Path> defaults = List.of(folder.resolve("alembic/versions"), folder.resolve("migrations/versions"));
        return versions.isEmpty()
                ? List.of(
                        defaults.stream().filter(Files::isDirectory).findFirst().orElse(defaults.get(0)))
                : versions.stream()
                        .map(invocation().context().folder()::resolve)
                        .toList();
    }

    private Path folder() {
        Path here = invocation().context().folder();
        return project.map(here::resolve).orElse(here);
    }

    private AlembicSql sql(List<AlembicRevision> found, ImportProblems problems) {
        Map<String, SourceSql> up = new HashMap<>();
        upgradeSql.ifPresent(file ->
                text(file, problems).ifPresent(text -> up.putAll(OfflineSql.upgrades(file.toString(), text, table))));
        Map<String, SourceSql> down = new HashMap<>();
        downgradeSql.forEach(file -> text(file, problems)
                .ifPresent(text -> down.putAll(OfflineSql.downgrades(file.toString(), text, table))));
        if (run && upgradeSql.isEmpty()) {
            String range = "base:heads";
            print("upgrade", range, problems)
                    .ifPresent(text -> up.putAll(OfflineSql.upgrades(name("upgrade", range), text, table)));
        }
        if (run && downgradeSql.isEmpty()) {
            // Alembic downgrades from one head at a time.
            heads(found).stream()
                    .map(head -> head + ":base")
                    .forEach(range -> print("downgrade", range, problems)
                            .ifPresent(
                                    text -> down.putAll(OfflineSql.downgrades(name("downgrade", range), text, table))));
        }
        return new AlembicSql(up, down, run || !downgradeSql.isEmpty());
    }

    private static List<String> heads(List<AlembicRevision> found) {
        List<String> parents = found.stream()
                .flatMap(revision -> revision.revision().downRevisions().stream())
                .toList();
        return found.stream()
                .map(revision -> revision.revision().id())
                .filter(id -> !parents.contains(id))
                .toList();
    }

    private static String name(String command, String range) {
        return "alembic " + command + " " + range + " --sql";
    }

    private Optional<String> text(Path file, ImportProblems problems) {
        try {
            return Optional.of(Files.readString(invocation().context().folder().resolve(file)));
        } catch (IOException failure) {
            problems.add(
                    file.toString(),
                    "The file cannot be read: " + failure + ".",
                    "Name the output of alembic, in UTF-8.");
            return Optional.empty();
        }
    }

    private Optional<String> print(String command, String range, ImportProblems problems) {
        AlembicProgram.Result result = new AlembicProgram(folder()).run(command, range, "--sql");
        if (result.sql().isEmpty()) {
            problems.add(
                    name(command, range),
                    result.failure(),
                    command.equals("upgrade")
                            ? "Correct the cause, so that alembic runs in "
                                    + (folder().toString().isEmpty() ? "this folder" : folder())
                                    + " (--project); or run it elsewhere and name its output with --upgrade-sql."
                            : "Correct the cause; or, if the revisions have no downgrade, leave out --run and name the SQL"
                                    + " with --upgrade-sql.");
        }
        return result.sql();
    }
}
