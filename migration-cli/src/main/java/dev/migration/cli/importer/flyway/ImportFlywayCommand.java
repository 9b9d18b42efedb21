// SPDX-License-Identifier: Apache-2.0
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

import dev.migration.cli.importer.project.AbstractImportCommand;
import dev.migration.cli.importer.project.HistorySchemaOption;
import dev.migration.cli.importer.project.ImportProblems;
import dev.migration.cli.importer.project.SourceProject;

/** Imports a project of Flyway. */
@Command(
        name = "flyway",
        description =
                "Writes Flyway's scripts as revisions, and stamps the versions that flyway_schema_history has as applied.",
        footer = {
            "",
            "Examples:",
            "  import flyway --dry-run                 shows what would be written and stamped",
            "  import flyway --yes                     imports the scripts of src/main/resources/db/migration",
            "  import flyway --flyway-location db/sql --history-schema shop --yes",
            "",
            "Without a database only files are written. The same command with another --url stamps the next database:",
            "files that exist with the same text stay. Flyway's table is only read, and may be dropped later."
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
            description = "Flyway's history table; the default is flyway_schema_history.")
    private String table = "flyway_schema_history";

    @Mixin
    private HistorySchemaOption history = new HistorySchemaOption();

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description = "The encoding of Flyway's scripts; the written scripts are UTF-8.")
    private Charset encoding = StandardCharsets.UTF_8;

    @Option(names = "--accept-edited", description = "Imports scripts that were edited after they were applied.")
    private boolean acceptEdited;

    @Mixin
    private FlywayNaming naming = new FlywayNaming();

    @Override
    protected SourceProject read() {
        ImportProblems problems = new ImportProblems("Flyway");
        List<Path> folders = folders();
        FlywayFolders scripts = new FlywayFolders(naming, encoding, problems);
        FlywayScripts found = new FlywayScripts(scripts.read(folders), problems);
        FlywayProject.Options options = new FlywayProject.Options(
                importOptions().standIns(), acceptEdited, invocation().context().variables());
        SourceProject read = new FlywayProject(found, rows(problems), options, problems)
                .withNote(history.schema().map(ImportFlywayCommand::searchPathNote))
                .read(scripts.leftOut());
        if (read.revisions().isEmpty() && read.repeatables().isEmpty()) {
            problems.add(
                    String.join(", ", folders.stream().map(Path::toString).toList()),
                    "There is no script of Flyway.",
                    "Name the folder of the V…, R… and U… files with --flyway-location FOLDER.");
        }
        problems.throwIfAny();
        return read;
    }

    private List<Path> folders() {
        FlywayLocations folders = new FlywayLocations(invocation().context().folder());
        return locations.isEmpty() ? folders.standard() : folders.of(locations);
    }

    private Optional<FlywayHistory> rows(ImportProblems problems) {
        return fromDatabase(
                problems, database -> FlywayHistory.read(database, history.table(table, "installed_rank"), problems));
    }

    private static String searchPathNote(String schema) {
        return "Flyway ran the scripts with '" + schema
                + "' first on the search path. Here they run with the search path of the role: use ALTER ROLE … SET"
                + " search_path, or ?currentSchema=" + schema + " in the address.";
    }
}
