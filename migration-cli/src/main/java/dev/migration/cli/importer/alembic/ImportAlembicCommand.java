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

import dev.migration.cli.command.Invocation;
import dev.migration.cli.importer.project.AbstractImportCommand;
import dev.migration.cli.importer.project.ImportProblems;
import dev.migration.cli.importer.project.SourceDatabase;
import dev.migration.cli.importer.project.SourceDatabase.Table;
import dev.migration.cli.importer.project.SourceProject;
import dev.migration.cli.importer.project.SourceSql;

/** Takes over a project of Alembic. */
@Command(
        name = "alembic",
        description =
                "Writes Alembic's revisions with the SQL that alembic prints, and stamps what alembic_version says.",
        footer = {
            "",
            "Examples:",
            "  import alembic --run --yes              asks the program alembic for the SQL",
            "  alembic upgrade base:heads --sql > up.sql; alembic downgrade HEAD:base --sql > down.sql",
            "  import alembic --upgrade-sql up.sql --downgrade-sql down.sql --yes",
            "",
            "Ids, parents, branches, merges and dependencies stay as they are. Python is read, never run, but by alembic",
            "itself with --run. Alembic's table is only read."
        })
public final class ImportAlembicCommand extends AbstractImportCommand {

    @Option(names = "--project", paramLabel = "FOLDER", description = "Where alembic.ini is; this folder if not said.")
    private Optional<Path> project = Optional.empty();

    @Option(
            names = "--versions",
            paramLabel = "FOLDER",
            description =
                    "Where the revision files are, at any depth; can be given several times. Otherwise alembic/versions"
                            + " or migrations/versions of the project.")
    private List<Path> versions = new ArrayList<>();

    @Option(
            names = "--upgrade-sql",
            paramLabel = "FILE",
            description = "What 'alembic upgrade base:heads --sql' printed.")
    private Optional<Path> upgradeSql = Optional.empty();

    @Option(
            names = "--downgrade-sql",
            paramLabel = "FILE",
            description = "What 'alembic downgrade HEAD:base --sql' printed; given once for each head.")
    private List<Path> downgradeSql = new ArrayList<>();

    @Option(names = "--run", description = "Runs the program alembic for both; it asks no database then.")
    private boolean run;

    @Option(
            names = "--version-table",
            paramLabel = "NAME",
            defaultValue = "alembic_version",
            description = "Alembic's table, alembic_version.")
    private String table = "alembic_version";

    @Option(
            names = "--version-table-schema",
            paramLabel = "NAME",
            description = "Where it is, if not on the search path.")
    private Optional<String> schema = Optional.empty();

    public ImportAlembicCommand(Invocation invocation) {
        super(invocation);
    }

    /** Alembic replaces nothing in SQL. */
    @Override
    protected boolean hasPlaceholders() {
        return false;
    }

    @Override
    protected SourceProject read() {
        ImportProblems problems = new ImportProblems("Alembic");
        List<AlembicRevision> found = revisions(problems);
        AlembicSql sql = sql(found, problems);
        Table place = new Table(schema, table, "version_num");
        Optional<List<String>> rows = invocation().context().hasDatabase()
                ? Optional.of(new SourceDatabase(invocation().context().database(), problems)
                        .rows(
                                place,
                                "SELECT version_num FROM " + place.quoted() + " ORDER BY 1",
                                row -> row.getString(1)))
                : Optional.empty();
        SourceProject read = new AlembicProject(found, sql, problems)
                .read(rows, place.text(), importing().standIns());
        problems.refuse();
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
                    "There is no revision file of Alembic's.",
                    "Name their folder with --versions FOLDER.");
        }
        return found;
    }

    private static void add(Path file, List<AlembicRevision> found, ImportProblems problems) throws IOException {
        try {
            AlembicRevision.read(file.toString(), Files.readString(file), problems)
                    .ifPresent(found::add);
        } catch (CharacterCodingException other) {
            problems.add(file.toString(), "The file is not UTF-8.", "Write it in UTF-8, or take it out of the folder.");
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
        List<Path> usual = List.of(folder.resolve("alembic/versions"), folder.resolve("migrations/versions"));
        return versions.isEmpty()
                ? List.of(usual.stream().filter(Files::isDirectory).findFirst().orElse(usual.get(0)))
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
            asked("upgrade", range, problems)
                    .ifPresent(text -> up.putAll(OfflineSql.upgrades(name("upgrade", range), text, table)));
        }
        if (run && downgradeSql.isEmpty()) {
            // Alembic goes down from one head at a time.
            heads(found).stream()
                    .map(head -> head + ":base")
                    .forEach(range -> asked("downgrade", range, problems)
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
                    "It cannot be read: " + failure + ".",
                    "Name the text that alembic printed, in UTF-8.");
            return Optional.empty();
        }
    }

    private Optional<String> asked(String command, String range, ImportProblems problems) {
        AlembicProgram.Answer answer = new AlembicProgram(folder()).ask(command, range, "--sql");
        if (answer.text().isEmpty()) {
            problems.add(
                    name(command, range),
                    answer.failure(),
                    command.equals("upgrade")
                            ? "Make it run in " + (folder().toString().isEmpty() ? "this folder" : folder())
                                    + " (--project), or let it print elsewhere and name the text with"
                                    + " --upgrade-sql."
                            : "Make it run; or, if the revisions have no way back, leave --run out and name the SQL with"
                                    + " --upgrade-sql.");
        }
        return answer.text();
    }
}
