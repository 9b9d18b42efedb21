// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.sql.SQLException;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.Report;
import dev.migration.cli.setting.UsageException;
import dev.migration.schema.SchemaComparison;
import dev.migration.schema.SchemaDifference;
import dev.migration.schema.SchemaSnapshot;

/** Compares two schemas. */
@Command(
        name = "diff",
        description = "Compares two schemas by everything that the catalogs of PostgreSQL say about them.",
        footer = {
            "",
            "A state is 'revisions' or 'revisions@REVISION' (applied to a scratch database on the same server, which is dropped",
            "afterwards), 'database', or the URL of another database. The exit code is 3 if the schemas differ."
        })
public final class DiffCommand extends ReportingCommand {

    @Parameters(index = "0", paramLabel = "FROM", description = "The first state.")
    private String from = "";

    @Parameters(index = "1", paramLabel = "TO", description = "The second state.")
    private String to = "";

    @Override
    protected Report report() {
        SchemaComparison comparison =
                SchemaStates.use(invocation(), states -> SchemaComparison.of(states.read(from), states.read(to)));
        List<SchemaDifference> differences = comparison.withoutParts();
        // A URL may contain a password.
        DifferenceText text = new DifferenceText(named(from, "the first"), named(to, "the second"));
        List<String> lines = text.lines(differences);
        lines.add(
                0,
                differences.isEmpty() ? "The schemas are equal." : Plurals.of(differences.size(), "difference") + ":");
        lines.addAll(comparison.omissions());
        return new Report(
                differences.isEmpty() ? ExitCode.OK : ExitCode.PENDING,
                lines,
                JsonObject.of("equal", differences.isEmpty())
                        .and("differences", text.members(comparison.differences()))
                        .and("notCompared", comparison.omissions())
                        .map());
    }

    private SchemaComparison compare(SchemaStates states) throws SQLException {
        SchemaSnapshot first = states.read(from);
        SchemaSnapshot second = states.read(to);
        if (first.serverVersion() != second.serverVersion()) {
            throw new UsageException(
                    "The catalogs of PostgreSQL " + first.serverVersion() + " and " + second.serverVersion()
                            + " cannot be compared.",
                    "Compare databases of servers with the same major version.");
        }
        return SchemaComparison.of(first, second);
    }

    private static String named(String state, String otherwise) {
        return state.contains(":") ? otherwise : state;
    }
}
