// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.sql.SQLException;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.migration.MigrationStatus;
import dev.migration.autogenerate.proof.Written;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.output.Report;
import dev.migration.schema.Ownership;
import dev.migration.schema.SchemaComparison;
import dev.migration.schema.SchemaGraph;
import dev.migration.schema.SchemaSnapshot;

/** Compares the database with what its revisions mean. */
@Command(
        name = "drift",
        description = "Compares the database with what its applied revisions mean. Changes nothing in the database.",
        footer = {
            "",
            "The applied revisions run on a scratch database of the same server, which is dropped afterwards: the role needs",
            "CREATEDB. The exit code is 3 if the schemas differ."
        })
public final class DriftCommand extends ReportingCommand {

    @Option(
            names = "--all",
            description =
                    "Also lists what the revisions cannot know: other schemas, partitions, objects outside schemas such as"
                            + " extensions and publications, and the tables of ShedLock, Quartz, JobRunr and others.")
    private boolean all;

    @Option(names = "--markdown", description = "Prints the differences as a table in Markdown.")
    private boolean markdown;

    @Option(
            names = "--sql",
            description = "Prints the statements that take back what changed in the database; exit code 0.")
    private boolean sql;

    private record Result(List<String> current, int pending, SchemaComparison comparison) {}

    @Override
    protected Report report() {
        if (sql) {
            return StateConversion.report(
                    SchemaStates.use(invocation(), this::convert), "The database is what its revisions mean.");
        }
        Result result = SchemaStates.use(invocation(), this::compare);
        String revisions = ProgressLines.idsOrBase(result.current());
        Report report = new ComparisonReport(result.comparison(), new DifferenceText("the revisions", "the database"))
                .report(
                        new ComparisonReport.Sentences(
                                "The database is what its revisions mean, at " + revisions + ".",
                                "The database differs from what its revisions mean, at " + revisions + ", in"),
                        JsonObject.of("current", result.current())
                                .and("drift", !result.comparison().isEmpty()),
                        markdown);
        return result.pending() == 0
                ? report
                : report.with(Plurals.of(result.pending(), "revision")
                        + " pending: repeatables run after the last one, so what they created counts as a difference.");
    }

    private Written convert(SchemaStates states) throws SQLException {
        List<String> current = states.migrator().reader().status().current();
        SchemaGraph revisions = states.revisionGraph(current);
        SchemaGraph database = states.graph(new SchemaState.Database());
        SchemaGraph owned = all ? database : database.with(Ownership.of(revisions.snapshot(), database.snapshot()));
        return new StateConversion(states).write(owned, revisions);
    }

    private Result compare(SchemaStates states) throws SQLException {
        MigrationStatus status = states.migrator().reader().status();
        SchemaSnapshot revisions = states.revisions(status.current());
        SchemaSnapshot database = states.read(new SchemaState.Database());
        return new Result(
                status.current(),
                status.pending().size(),
                states.compare(revisions, all ? database : Ownership.of(revisions, database)));
    }
}
