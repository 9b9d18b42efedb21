package dev.migration.cli.importer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import dev.migration.cli.importer.alembic.ImportAlembicCommand;
import dev.migration.cli.importer.flyway.ImportFlywayCommand;
import dev.migration.cli.importer.liquibase.ImportLiquibaseCommand;

/** Takes over a project of another tool. */
@Command(
        name = "import",
        description =
                "Takes over a project of another tool: its scripts become revisions, and what is applied is stamped.",
        footer = {
            "",
            "Examples:",
            "  import flyway --dry-run",
            "  import liquibase --changelog db/changelog.sql --yes",
            "  import alembic --project . --run --yes",
            "",
            "What will be done is shown first. Nothing is run, the other tool's tables are only read, no file is",
            "overwritten. 3 is the exit code when nothing was done because nobody could be asked."
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
