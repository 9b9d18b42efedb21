// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Report;
import dev.migration.schema.SchemaComparison;

/** Compares the revisions with the model. */
@Command(
        name = "check",
        description = "Compares what all revisions mean with the model: the schema that the database should have.",
        footer = {
            "",
            "The revisions and the model are applied to scratch databases of the same server, which are dropped afterwards: the",
            "role needs CREATEDB. The database itself does not matter. The exit code is 3 if a revision is missing."
        })
public final class CheckCommand extends ReportingCommand {

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--markdown", description = "Prints the differences as a table in Markdown.")
    private boolean markdown;

    @Override
    protected Report report() {
        SchemaState wish = model.state(invocation().context());
        SchemaComparison comparison =
                SchemaStates.use(invocation(), states -> states.compare(SchemaState.Revisions.ALL, wish));
        ColumnOrder order = ColumnOrder.of(comparison);
        Report report = new ComparisonReport(
                        order.comparison(),
                        new DifferenceText("the revisions", wish.label()),
                        DifferenceOrigins.of(wish))
                .report(
                        new ComparisonReport.Sentences(
                                "The revisions mean what the model is: " + wish.label() + ".",
                                "The revisions differ from the model, " + wish.label() + ", in"),
                        JsonObject.of("equal", order.comparison().isEmpty())
                                .and("columnOrder", List.copyOf(order.tables())),
                        markdown);
        for (String table : order.tables()) {
            report = report.with(ColumnOrder.sentence(table));
        }
        return report;
    }
}
