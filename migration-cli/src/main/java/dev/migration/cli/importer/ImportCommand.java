// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.migration.cli.importer.alembic.ImportAlembicCommand;
import dev.migration.cli.importer.flyway.ImportFlywayCommand;
import dev.migration.cli.importer.liquibase.ImportLiquibaseCommand;

/** Groups the commands that import a project of another tool. */
@Command(
        name = "import",
        description =
                "Imports a project of another tool: its scripts become revisions, and a database is stamped with the applied ones.",
        footer = {
            "",
            "Examples:",
            "  import flyway --dry-run",
            "  import liquibase --changelog db/changelog.sql --yes",
            "  import alembic --project . --run --yes",
            "",
            "The command shows first what it will do. It runs no script, only reads the tables of the other tool and",
            "overwrites no file. The exit code is 3 if nothing was done because there is no terminal for the question."
        },
        subcommands = {ImportFlywayCommand.class, ImportLiquibaseCommand.class, ImportAlembicCommand.class})
public final class ImportCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Which tool? Name one of: "
                        + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
