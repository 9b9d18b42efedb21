// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.liquibase;

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

/** Imports a project of Liquibase. */
@Command(
        name = "liquibase",
        description =
                "Writes change sets of formatted SQL as revisions, and stamps those that DATABASECHANGELOG has as applied.",
        footer = {
            "",
            "Examples:",
            "  import liquibase --dry-run",
            "  import liquibase --changelog db/changelog/root.yaml --search-path src/main/resources --yes",
            "  import liquibase --changelog db/1.0.sql --changelog db/1.1.sql --yes",
            "",
            "A change log in XML or YAML may only include others. Without a database only files are written. The same",
            "command with another --url stamps the next database. Liquibase's tables are only read."
        })
public final class ImportLiquibaseCommand extends AbstractImportCommand {

    @Option(
            names = "--changelog",
            paramLabel = "FILE",
            description =
                    "A change log, or a folder of them; can be given several times, in the order of execution. The default is"
                            + " db/changelog/db.changelog-master.yaml.")
    private List<String> changeLogs = new ArrayList<>();

    @Option(
            names = "--search-path",
            paramLabel = "FOLDER",
            description =
                    "A folder in which the paths of change logs begin; can be given several times. The default is this"
                            + " folder and src/main/resources.")
    private List<Path> searchPath = new ArrayList<>();

    @Option(
            names = "--history-table",
            paramLabel = "NAME",
            description = "Liquibase's history table; the default is databasechangelog.")
    private String table = "databasechangelog";

    @Option(
            names = "--lock-table",
            paramLabel = "NAME",
            description = "Liquibase's lock table; the default is databasechangeloglock.")
    private String lockTable = "databasechangeloglock";

    @Mixin
    private HistorySchemaOption history = new HistorySchemaOption();

    @Override
    protected SourceProject read() {
        ImportProblems problems = new ImportProblems("Liquibase");
        ChangeLogs logs = new ChangeLogs(searchPath(), problems);
        List<String> given = changeLogs.isEmpty() ? List.of("db/changelog/db.changelog-master.yaml") : changeLogs;
        given.forEach(logs::read);
        checkProperties(logs, problems);
        Optional<LiquibaseHistory> rows = fromDatabase(
                problems,
                database -> LiquibaseHistory.read(
                        database,
                        history.table(table, "orderexecuted"),
                        history.table(lockTable, "lockgranted"),
                        problems));
        SourceProject project = new ChangeSets(logs.changeSets(), rows, problems)
                .read(importOptions().standIns());
        problems.throwIfAny();
        if (project.revisions().isEmpty() && project.repeatables().isEmpty()) {
            problems.add(
                    String.join(", ", given), "There is no change set.", "Name change logs with --changelog FILE.");
        }
        problems.throwIfAny();
        return project;
    }

    private void checkProperties(ChangeLogs logs, ImportProblems problems) {
        var variables = invocation().context().variables();
        logs.properties().forEach((name, value) -> {
            boolean used =
                    logs.changeSets().stream().anyMatch(set -> set.sql().text().contains("${" + name + "}"));
            if (used && hasPlaceholders() && !variables.containsKey(name)) {
                problems.add(
                        "property " + name,
                        "The change log gives it the value '" + value + "'.",
                        "Write migration.variables." + name + "=" + value + " into migration.properties.");
            }
        });
    }

    private List<Path> searchPath() {
        Path folder = invocation().context().folder();
        List<Path> given =
                searchPath.isEmpty() ? List.of(Path.of(""), Path.of("src", "main", "resources")) : searchPath;
        return given.stream().map(folder::resolve).toList();
    }
}
