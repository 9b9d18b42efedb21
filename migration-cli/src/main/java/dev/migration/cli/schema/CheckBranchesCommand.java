// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import picocli.CommandLine.Command;

import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.Report;
import dev.migration.schema.SchemaDifference;
import dev.migration.schema.replay.BranchFinding;
import dev.migration.schema.replay.BranchPair;
import dev.migration.schema.replay.BranchProof;

/** Proves that branches commute. */
@Command(
        name = "check-branches",
        description =
                "Applies each pair of heads in both orders and compares the schemas and the rows of small tables.",
        footer = {
            "",
            "Databases at the same heads may have applied the branches in different orders. The revisions run on scratch databases",
            "of the same server, which are dropped afterwards: the role needs CREATEDB. The exit code is 3 if the order matters."
        })
public final class CheckBranchesCommand extends ReportingCommand {

    @Override
    protected Report report() {
        List<BranchPair> pairs = SchemaStates.use(invocation(), states -> new BranchProof(states.replay()).check());
        List<String> lines = new ArrayList<>();
        if (pairs.isEmpty()) {
            lines.add("There is one head: no order to compare.");
        }
        pairs.forEach(pair -> lines.addAll(lines(pair)));
        boolean commutes = pairs.stream().allMatch(BranchPair::commutes);
        if (!commutes) {
            lines.add(
                    "Decide which result is right, and let one branch depend on the other (@depends-on), or change the same"
                            + " thing in the merge revision.");
        }
        return new Report(
                commutes ? ExitCode.OK : ExitCode.PENDING,
                lines,
                JsonObject.of("commutes", commutes)
                        .and(
                                "pairs",
                                pairs.stream()
                                        .map(CheckBranchesCommand::members)
                                        .toList())
                        .map());
    }

    private static List<String> lines(BranchPair pair) {
        List<String> lines = new ArrayList<>();
        String heads = pair.first() + " and " + pair.second() + ": ";
        lines.add(heads
                + (pair.commutes()
                        ? "the order does not matter"
                        : "the order matters in " + Plurals.of(pair.findings().size(), "place")));
        DifferenceText text = new DifferenceText(
                "the order " + pair.first() + ", " + pair.second(), "the order " + pair.second() + ", " + pair.first());
        for (BranchFinding finding : pair.findings()) {
            if (finding instanceof BranchFinding.Schema schema) {
                lines.addAll(text.lines(List.of(schema.difference())));
            } else if (finding instanceof BranchFinding.Rows rows) {
                lines.add("  ~ rows of " + rows.table());
            } else if (finding instanceof BranchFinding.Failure failure) {
                lines.add("  ! " + failure.branch() + " fails after the other one: " + failure.message());
            }
        }
        pair.unstable()
                .forEach(
                        table -> lines.add(
                                "    rows of " + table
                                        + " were not compared: they differ between two runs in the same order (a time, a random value)"));
        return lines;
    }

    private static Map<String, Object> members(BranchPair pair) {
        DifferenceText text = new DifferenceText(pair.first(), pair.second());
        List<SchemaDifference> differences = pair.findings().stream()
                .filter(BranchFinding.Schema.class::isInstance)
                .map(finding -> ((BranchFinding.Schema) finding).difference())
                .toList();
        return JsonObject.of("heads", List.of(pair.first(), pair.second()))
                .and("commutes", pair.commutes())
                .and("differences", text.members(differences))
                .and("rows", named(pair, BranchFinding.Rows.class, BranchFinding.Rows::table))
                .and("failures", named(pair, BranchFinding.Failure.class, BranchFinding.Failure::branch))
                .and("notCompared", pair.unstable())
                .map();
    }

    private static <F extends BranchFinding> List<String> named(
            BranchPair pair, Class<F> type, java.util.function.Function<F, String> name) {
        return pair.findings().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .map(name)
                .toList();
    }
}
