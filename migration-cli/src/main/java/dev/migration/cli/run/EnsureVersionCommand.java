package dev.migration.cli.run;

import java.util.List;

import picocli.CommandLine.Command;

import dev.migration.Migrator;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;

/** Makes the tables of the state. */
@Command(
        name = "ensure-version",
        description = "Makes the tables that hold the state, if they are missing. Runs no revision.")
public final class EnsureVersionCommand extends ChangingCommand {

    public EnsureVersionCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected Report report() {
        Migrator migrator = createMigrator();
        migrator.ensureTables();
        return Report.of(
                List.of("The tables of the state are there."),
                JsonObject.of("current", migrator.status().current()).map());
    }
}
