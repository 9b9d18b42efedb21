// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.schema.DifferenceText;
import dev.migration.cli.schema.SchemaStates;
import dev.migration.schema.SchemaDifference;
import dev.migration.schema.replay.BranchFinding;
import dev.migration.schema.replay.BranchPair;
import dev.migration.schema.replay.BranchProof;

/** Whether the order of branches matters, as text and as members of JSON. */
public record BranchReport(List<BranchPair> pairs) {

    /** What to do if the order matters. */
    public static final String REMEDY =
            "Decide which result is right, and let one branch depend on the other (@depends-on), or"
                    + " change the same thing in the merge revision: 'merge --prefer REVISION' writes it.";

    /**
     * Applies revisions to scratch databases in both orders.
     *
     * @param heads the ids of the revisions to compare; empty for all heads
     * @throws dev.migration.error.MigrationException if the revisions cannot be applied to a scratch database
     */
    public static BranchReport of(Invocation invocation, List<String> heads) {
        return new BranchReport(SchemaStates.use(invocation, states -> {
            BranchProof proof = new BranchProof(states.replay());
            return heads.isEmpty() ? proof.check() : proof.check(heads);
        }));
    }

    public boolean commutes() {
        return pairs.stream().allMatch(BranchPair::commutes);
    }

    /** What differs, pair by pair. */
    public List<String> lines() {
        return pairs.stream().flatMap(pair -> lines(pair).stream()).toList();
    }

    /** Members of the JSON object. */
    public Map<String, Object> members() {
        return JsonObject.of("commutes", commutes())
                .and("pairs", pairs.stream().map(BranchReport::members).toList())
                .map();
    }

    /** The same, and what to do; a sentence if there is one head. */
    public List<String> linesWithRemedy() {
        if (pairs.isEmpty()) {
            return List.of("There is one head: no order to compare.");
        }
        List<String> lines = new ArrayList<>(lines());
        if (!commutes()) {
            lines.add(REMEDY);
        }
        return lines;
    }

    /** {@link ExitCode#PENDING} if the order matters. */
    public int exitCode() {
        return commutes() ? ExitCode.OK : ExitCode.PENDING;
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
            BranchPair pair, Class<F> type, Function<F, String> name) {
        return pair.findings().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .map(name)
                .toList();
    }
}
