// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.autogenerate.proof.Written;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.cli.setting.CommandContext;
import dev.migration.schema.SchemaComparison;

/** Compares two schemas. */
@Command(
        name = "diff",
        description = "Compares two schemas by everything that the catalogs of PostgreSQL say about them.",
        footer = {
            "",
            "A state is 'revisions' or 'revisions@REVISION' (applied to a scratch database on the same server, which is dropped",
            "afterwards), 'database', 'model', 'file:FILE' with SQL, or the URL of another database. The exit code is 3 if the",
            "schemas differ."
        })
public final class DiffCommand extends ReportingCommand {

    @Parameters(index = "0", paramLabel = "FROM", description = "The first state.")
    private String from = "";

    @Parameters(index = "1", paramLabel = "TO", description = "The second state.")
    private String to = "";

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--markdown", description = "Prints the differences as a table in Markdown.")
    private boolean markdown;

    @Option(
            names = "--sql",
            description = "Prints the statements that turn the first schema into the second one; exit code 0.")
    private boolean sql;

    @Override
    protected Report report() {
        CommandContext context = invocation().context();
        SchemaState first = model.parse(from, context);
        SchemaState second = model.parse(to, context);
        if (sql) {
            Written written = SchemaStates.use(
                    invocation(),
                    states -> new StateConversion(states).write(states.graph(first), states.graph(second)));
            return StateConversion.report(written, "The schemas are equal.");
        }
        SchemaComparison comparison = SchemaStates.use(invocation(), states -> states.compare(first, second));
        return new ComparisonReport(comparison, text(first.label(), second.label()))
                .report(
                        new ComparisonReport.Sentences("The schemas are equal.", "The schemas differ in"),
                        JsonObject.of("equal", comparison.isEmpty()),
                        markdown);
    }

    /** Two databases without a name are the first and the second one. */
    private static DifferenceText text(String first, String second) {
        return first.equals(second) ? new DifferenceText("the first", "the second") : new DifferenceText(first, second);
    }
}
