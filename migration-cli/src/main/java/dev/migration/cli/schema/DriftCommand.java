// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.migration.MigrationStatus;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.output.Report;
import dev.migration.schema.Ownership;
import dev.migration.schema.SchemaComparison;
import dev.migration.schema.SchemaDifference;
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

    private record Result(List<String> current, int pending, SchemaComparison comparison) {}

    @Override
    protected Report report() {
        Result result = SchemaStates.use(invocation(), this::compare);
        List<SchemaDifference> differences = result.comparison().withoutParts();
        String revisions = ProgressLines.idsOrBase(result.current());
        DifferenceText text = new DifferenceText("the revisions", "the database");
        List<String> lines = new ArrayList<>();
        lines.add(
                differences.isEmpty()
                        ? "The database is what its revisions mean, at " + revisions + "."
                        : "The database differs from what its revisions mean, at " + revisions + ", in "
                                + Plurals.of(differences.size(), "object") + ":");
        lines.addAll(text.lines(differences));
        if (result.pending() > 0) {
            lines.add(Plurals.of(result.pending(), "revision")
                    + " pending: repeatables run after the last one, so what they created counts as a difference.");
        }
        lines.addAll(result.comparison().omissions());
        return new Report(
                differences.isEmpty() ? ExitCode.OK : ExitCode.PENDING,
                lines,
                JsonObject.of("current", result.current())
                        .and("drift", !differences.isEmpty())
                        .and("differences", text.members(result.comparison().differences()))
                        .and("notCompared", result.comparison().omissions())
                        .map());
    }

    private Result compare(SchemaStates states) throws SQLException {
        MigrationStatus status = states.migrator().reader().status();
        SchemaSnapshot revisions = states.revisions(status.current());
        SchemaSnapshot database = states.database();
        return new Result(
                status.current(),
                status.pending().size(),
                SchemaComparison.of(revisions, all ? database : Ownership.of(revisions, database)));
    }
}
