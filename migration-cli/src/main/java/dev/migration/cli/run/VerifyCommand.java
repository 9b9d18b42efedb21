package dev.migration.cli.run;

import java.util.List;

import picocli.CommandLine.Command;

import dev.migration.MigrationStatus;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.output.Report;

/** Looks whether everything is applied as it is. */
@Command(
        name = "verify",
        description = "Looks whether every script is applied as it is. Changes nothing.",
        footer = {
            "",
            "Ends with 3 when something is pending, with 5 when the database and the scripts contradict each other."
        })
public final class VerifyCommand extends ReportingCommand {

    public VerifyCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected Report report() {
        MigrationStatus status = invocation().migrator().verify();
        return Report.of(
                List.of("Everything is applied. The database is at " + ProgressLines.idsOrBase(status.current()) + "."),
                JsonObject.of("status", status.verdict().name())
                        .and("current", status.current())
                        .map());
    }
}
