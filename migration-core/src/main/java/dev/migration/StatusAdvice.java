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

/** Says what to do about the state of a database. */
final class StatusAdvice {

    private final MigrationStatus status;
    private final List<String> sentences = new ArrayList<>();

    private StatusAdvice(MigrationStatus status) {
        this.status = status;
    }

    static List<String> on(MigrationStatus status) {
        StatusAdvice advice = new StatusAdvice(status);
        status.unfinished().forEach(advice::unfinished);
        status.spliced().forEach(advice::spliced);
        advice.edited();
        advice.unknownOrPending();
        return List.copyOf(advice.sentences);
    }

    private void unfinished(AppliedRevision revision) {
        String done = revision.id() + ", " + revision.state().step() + " of its pieces done, ";
        if (revision.state().state() == RevisionState.State.FAILED) {
            sentences.add(done + "stopped half-way: correct its script behind what is done and upgrade again, or call"
                    + " resolve with what became of it.");
        } else if (revision.state().state() == RevisionState.State.REVERTING) {
            sentences.add(done + "is being taken off: if nobody is at it, downgrade again, or call resolve.");
        } else {
            sentences.add(done + "was begun: if nobody is at it, upgrade again, which goes on with it.");
        }
    }

    private void spliced(SplicedRevision splice) {
        sentences.add(splice.revision().id() + " was put below " + String.join(", ", splice.above())
                + ": let it revise the head of its branch; if its change is there, stamp " + splice.top()
                + "; or set migration.on-spliced=warn.");
    }

    private void edited() {
        if (!status.edited().isEmpty()) {
            List<String> edited = status.edited();
            sentences.add(String.join(", ", edited) + (edited.size() == 1 ? " was" : " were")
                    + " edited after being applied: restore the text (differences() shows what changed), let it count"
                    + " as what was applied (accept " + String.join(" ", edited)
                    + "), or set migration.on-edited=warn.");
        }
    }

    private void unknownOrPending() {
        List<String> pending = pending();
        if (!status.pending().isEmpty() && !status.unknown().isEmpty()) {
            sentences.add(names(status.unknown())
                    + " applied and without a script here: deploy the application that has the scripts, bring them here, or set"
                    + " migration.on-diverged=warn.");
        } else if (!pending.isEmpty()) {
            sentences.add("Upgrade: " + names(pending) + " pending.");
        } else if (sentences.isEmpty() && !status.unknown().isEmpty()) {
            sentences.add("Nothing to do: " + names(status.unknown()) + " applied by a newer application.");
        }
    }

    /** What nothing has been said about yet. */
    private List<String> pending() {
        Set<String> said = Stream.concat(
                        status.unfinished().stream().map(AppliedRevision::id),
                        status.spliced().stream()
                                .map(splice -> splice.revision().id()))
                .collect(Collectors.toSet());
        return Stream.concat(
                        status.pending().stream().map(Revision::id).filter(id -> !said.contains(id)),
                        status.pendingRepeatables().stream())
                .toList();
    }

    private static String names(List<String> ids) {
        return String.join(", ", ids) + (ids.size() == 1 ? " is" : " are");
    }
}
