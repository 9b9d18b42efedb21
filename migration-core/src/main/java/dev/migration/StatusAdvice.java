// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.migration.plan.SplicedRevision;
import dev.migration.revision.Revision;
import dev.migration.version.AppliedRevision;
import dev.migration.version.RevisionState;

/** Composes the advice about the state of a database. */
final class StatusAdvice {

    /** How many revisions a sentence names. */
    private static final int SHOWN = 20;

    private final MigrationStatus status;
    private final List<String> sentences = new ArrayList<>();

    private StatusAdvice(MigrationStatus status) {
        this.status = status;
    }

    static List<String> on(MigrationStatus status) {
        StatusAdvice advice = new StatusAdvice(status);
        status.interrupted().forEach(advice::interrupted);
        status.spliced().forEach(advice::spliced);
        advice.edited();
        advice.unknownOrPending();
        return List.copyOf(advice.sentences);
    }

    private void interrupted(AppliedRevision revision) {
        String done = revision.id() + ", " + revision.state().step() + " of its segments done, ";
        if (revision.state().state() == RevisionState.State.FAILED) {
            sentences.add(
                    done + "was interrupted: correct its script after the segments that are done and upgrade again,"
                            + " or record its outcome: resolve " + revision.id() + " --applied, or --rolled-back.");
        } else if (revision.state().state() == RevisionState.State.REVERTING) {
            sentences.add(done + "is being reverted: if no session holds the migration lock, downgrade again, or record"
                    + " its outcome: resolve " + revision.id() + " --applied, or --rolled-back.");
        } else {
            sentences.add(
                    done + "was started: if no session holds the migration lock, upgrade again, which continues it.");
        }
    }

    private void spliced(SplicedRevision splice) {
        sentences.add(splice.revision().id() + " is pending below " + String.join(", ", splice.descendants())
                + ": let it revise the head of its branch; if its change is in the database, stamp "
                + splice.lastDescendant()
                + "; or set migration.on-spliced=warn.");
    }

    private void edited() {
        if (!status.edited().isEmpty()) {
            List<String> edited = status.edited();
            sentences.add(String.join(", ", edited) + (edited.size() == 1 ? " was" : " were")
                    + " edited after being applied: restore the text (verify shows what changed), accept the edit"
                    + " (accept " + String.join(" ", edited)
                    + "), or set migration.on-edited=warn.");
        }
    }

    private void unknownOrPending() {
        List<String> pending = pending();
        if (!status.pending().isEmpty() && !status.unknown().isEmpty()) {
            sentences.add(names(status.unknown())
                    + " applied and without a script here: deploy the application that has the scripts, add the scripts here, or set"
                    + " migration.on-diverged=warn.");
        } else if (!pending.isEmpty()) {
            sentences.add("Upgrade: " + names(pending) + " pending.");
        } else if (sentences.isEmpty() && !status.unknown().isEmpty()) {
            sentences.add("Nothing to do: " + names(status.unknown()) + " applied by a newer application.");
        }
    }

    /** Returns the pending revisions and repeatables that no earlier sentence names. */
    private List<String> pending() {
        Set<String> named = Stream.concat(
                        status.interrupted().stream().map(AppliedRevision::id),
                        status.spliced().stream()
                                .map(spliced -> spliced.revision().id()))
                .collect(Collectors.toSet());
        return Stream.concat(
                        status.pending().stream().map(Revision::id).filter(id -> !named.contains(id)),
                        status.pendingRepeatables().stream())
                .toList();
    }

    private static String names(List<String> ids) {
        String shown = ids.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return (ids.size() > SHOWN ? shown + " and " + (ids.size() - SHOWN) + " more" : shown)
                + (ids.size() == 1 ? " is" : " are");
    }
}
