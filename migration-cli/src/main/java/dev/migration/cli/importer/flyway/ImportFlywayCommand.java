package dev.migration.cli.importer.flyway;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.migration.cli.command.Invocation;
import dev.migration.cli.importer.project.AbstractImportCommand;
import dev.migration.cli.importer.project.ImportProblems;
import dev.migration.cli.importer.project.SourceDatabase;
import dev.migration.cli.importer.project.SourceDatabase.Table;
import dev.migration.cli.importer.project.SourceProject;

/** Takes over a project of Flyway. */
@Command(
        name = "flyway",
        description = "Writes Flyway's scripts as revisions, and stamps what flyway_schema_history says is applied.",
        footer = {
            "",
            "Examples:",
            "  import flyway --dry-run                 shows what would be written and stamped",
            "  import flyway --yes                     scripts from src/main/resources/db/migration",
            "  import flyway --flyway-location db/sql --history-schema shop --yes",
            "",
            "Without a database only files are written. The same command with another --url stamps the next database:",
            "files that are there as they would be written stay. Flyway's table is only read, and may be dropped later."
        })
public final class ImportFlywayCommand extends AbstractImportCommand {

    @Option(
            names = "--flyway-location",
            paramLabel = "FOLDER",
            description =
                    "A folder of Flyway's scripts, such as src/main/resources/db/migration (which is the default);"
                            + " can be given several times.")
    private List<String> locations = new ArrayList<>();

    @Option(
            names = "--history-table",
            paramLabel = "NAME",
            defaultValue = "flyway_schema_history",
            description = "Flyway's table, flyway_schema_history.")
    private String table = "flyway_schema_history";

    @Option(names = "--history-schema", paramLabel = "NAME", description = "Where it is, if not on the search path.")
    private Optional<String> schema = Optional.empty();

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            defaultValue = "UTF-8",
            description = "Of Flyway's scripts; those that are written are UTF-8.")
    private Charset encoding = StandardCharsets.UTF_8;

    @Option(names = "--accept-edited", description = "Takes scripts that were edited since they were applied.")
    private boolean acceptEdited;

    @Mixin
    private FlywayNaming naming = new FlywayNaming();

    public ImportFlywayCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected boolean hasPlaceholders() {
        return !importing().noPlaceholders();
    }

    @Override
    protected SourceProject read() {
        ImportProblems problems = new ImportProblems("Flyway");
        FlywayLocations folders = new FlywayLocations(invocation().context().folder());
        FlywayFolders scripts = new FlywayFolders(naming, encoding, problems);
        List<Path> given = locations.isEmpty() ? folders.standard() : folders.of(locations);
        FlywayScripts found = new FlywayScripts(scripts.read(given), problems);
        Optional<FlywayHistory> history =
                invocation().context().hasDatabase() ? Optional.of(history(problems)) : Optional.empty();
        FlywayProject project = new FlywayProject(
                found,
                history,
                new FlywayProject.Leniency(
                        importing().standIns(),
                        acceptEdited,
                        invocation().context().variables()),
                problems);
        SourceProject read = project.noting(schema.map(name -> "Flyway ran the scripts with '" + name
                        + "' first on the search path. Here they run with that of the role: ALTER ROLE … SET search_path,"
                        + " or ?currentSchema=" + name + " in the address."))
                .read(scripts.leftOut());
        if (read.revisions().isEmpty() && read.repeatables().isEmpty()) {
            problems.add(
                    String.join(", ", given.stream().map(Path::toString).toList()),
                    "There is no script of Flyway's.",
                    "Name the folder of the V…, R… and U… files with --flyway-location FOLDER.");
        }
        problems.refuse();
        return read;
    }

    private FlywayHistory history(ImportProblems problems) {
        Table place = new Table(schema, table, "installed_rank");
        return FlywayHistory.read(new SourceDatabase(invocation().context().database(), problems), place, problems);
    }
}
