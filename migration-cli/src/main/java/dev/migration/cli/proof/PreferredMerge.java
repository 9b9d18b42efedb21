// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.proof;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.migration.authoring.RevisionSections;
import dev.migration.autogenerate.loss.Confirmation;
import dev.migration.autogenerate.plan.Step;
import dev.migration.autogenerate.text.SectionText;
import dev.migration.cli.command.Invocation;
import dev.migration.cli.schema.SchemaStates;
import dev.migration.cli.setting.UsageException;
import dev.migration.revision.Revision;
import dev.migration.schema.replay.BranchFinding;
import dev.migration.schema.replay.BranchProof;
import dev.migration.schema.replay.RevisionReplay;

/**
 * A merge of two heads after which both orders end in the same schema: the one that has the preferred head applied last.
 *
 * @param branches what differs without the statements of the merge
 * @param sections its statements; empty if the order does not matter
 * @param winner the id of the preferred head
 */
public record PreferredMerge(BranchReport branches, RevisionSections sections, String winner) {

    /**
     * Compares two heads, and writes the statements.
     *
     * @param heads as targets; empty for all heads
     * @param preferred the head that wins, as a target
     * @throws UsageException if these are not two heads, or the preferred revision is neither of them
     * @throws OrderMattersException if rows differ, if a head cannot be applied after the other one, or if a statement cannot run in
     *     both orders
     * @throws dev.migration.error.MigrationException if data would be lost and nobody confirmed it, or if something cannot be written
     */
    public static PreferredMerge of(
            Invocation invocation, List<String> heads, String preferred, Confirmation confirmation) {
        return SchemaStates.use(invocation, states -> write(states.replay(), heads, preferred, confirmation));
    }

    private static PreferredMerge write(
            RevisionReplay replay, List<String> targets, String preferred, Confirmation confirmation)
            throws SQLException {
        List<String> heads = heads(replay, targets);
        String winner = winner(replay, heads, preferred);
        BranchReport branches = new BranchReport(new BranchProof(replay).check(heads));
        if (branches.commutes()) {
            return new PreferredMerge(branches, RevisionSections.EMPTY, winner);
        }
        boolean isOfSchema = branches.pairs().stream()
                .flatMap(pair -> pair.findings().stream())
                .allMatch(BranchFinding.Schema.class::isInstance);
        if (!isOfSchema) {
            throw OrderMattersException.beyondStatements(branches, winner);
        }
        List<Step> steps = new OrderConversion(replay, heads, winner).write(confirmation);
        return new PreferredMerge(branches, sections(steps, winner), winner);
    }

    /** Before the merge, a database was in one of the two orders; afterwards it is in the right one, at the same heads. */
    private static RevisionSections sections(List<Step> steps, String winner) {
        return new RevisionSections(
                "-- Both orders of the heads end in the schema that has " + winner + " applied last.\n"
                        + SectionText.of(steps),
                "-- Nothing to revert: this is the schema of both heads, with " + winner + " applied last.\n",
                SectionText.needsCommits(steps));
    }

    private static List<String> heads(RevisionReplay replay, List<String> targets) {
        List<String> heads = targets.isEmpty()
                ? replay.revisions().graph().realHeads().ids()
                : replay.revisions().resolve(targets).stream().map(Revision::id).toList();
        if (heads.size() != 2) {
            throw new UsageException(
                    "--prefer decides between two heads, and this merge has " + heads.size() + ".",
                    "Name two of them, and merge the result with the next one: " + String.join(", ", heads) + ".");
        }
        return heads;
    }

    private static String winner(RevisionReplay replay, List<String> heads, String preferred) {
        return replay.revisions().resolve(List.of(preferred)).stream()
                .map(Revision::id)
                .filter(heads::contains)
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "--prefer names '" + preferred + "', which is none of the merged heads.",
                        "Name one of them: " + String.join(" or ", heads) + "."));
    }

    /** What differed, for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(branches.lines());
        if (!branches.commutes()) {
            lines.add("After the merge both orders have what " + winner + " says; this was applied and compared.");
        }
        return lines;
    }

    /** Members of the JSON object. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>(branches.members());
        members.put("preferred", winner);
        return members;
    }
}
