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
import dev.migration.cli.setting.UsageException;

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
                    + " that of alembic.ini, or else alembic/versions or migrations/versions.")
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
        SourceProject read = new AlembicProject(found, sql, problems).read(rows, versionTable.text(), standIns());
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
        if (!versions.isEmpty()) {
            return versions.stream()
                    .map(invocation().context().folder()::resolve)
                    .toList();
        }
        List<Path> configured = configuredFolders();
        List<Path> defaults = List.of(folder().resolve("alembic/versions"), folder().resolve("migrations/versions"));
        return configured.isEmpty()
                ? List.of(
                        defaults.stream().filter(Files::isDirectory).findFirst().orElse(defaults.get(0)))
                : configured;
    }

    private List<Path> configuredFolders() {
        try {
            return AlembicIni.read(folder()).versionFolders();
        } catch (IOException failure) {
            throw new UsageException(
                    "The file " + folder().resolve("alembic.ini") + " cannot be read: " + failure.getMessage() + ".",
                    "Correct it, or name the folders of the revision files with --versions.");
        }
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
        PrintedSql printed =
                new PrintedSql(new AlembicProgram(folder()), table, invocation().console()::error);
        if (run && upgradeSql.isEmpty()) {
            up.putAll(printed.upgrades(found, problems));
        }
        if (run && downgradeSql.isEmpty() && !up.isEmpty()) {
            down.putAll(printed.downgrades(found));
        }
        return new AlembicSql(up, down, printed.failures(), run || !downgradeSql.isEmpty());
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
}
