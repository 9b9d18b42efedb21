package dev.migration;

import java.util.List;

import dev.migration.execution.state.DatabaseState;
import dev.migration.plan.ParentChange;
import dev.migration.plan.Planner;
import dev.migration.plan.SplicedRevision;
import dev.migration.revision.Repeatable;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.version.AppliedRevision;
import dev.migration.version.RevisionState;

/**
 * How a database stands to the scripts.
 *
 * @param current the applied revisions on which no other applied one stands
 * @param heads the revisions with a script that no other revises
 * @param pending what an upgrade to every head would run, in order
 * @param unknown the ids of applied revisions without a script
 * @param edited the ids of applied revisions whose script says something else now
 * @param repeatables those with a script in the order in which they are applied, then those that have none any more
 * @param spliced pending revisions that were put below applied ones
 * @param reparented applied revisions whose scripts name other parents now
 * @param unfinished revisions of which pieces are left to do, up or down
 * @param applied every applied revision, the one applied last at the end
 * @param graph every revision that has a script or is applied
 */
public record MigrationStatus(
        List<String> current,
        List<String> heads,
        List<Revision> pending,
        List<String> unknown,
        List<String> edited,
        List<RepeatableStatus> repeatables,
        List<SplicedRevision> spliced,
        List<ParentChange> reparented,
        List<AppliedRevision> unfinished,
        List<AppliedRevision> applied,
        RevisionGraph graph) {

    /** A state in a word; where several hold, the one that stands further down here. */
    public enum Verdict {
        /** Every script is applied, and nothing else. */
        UP_TO_DATE,
        /** Every script is applied, and more: a newer application was here. */
        AHEAD,
        /** Scripts are waiting. */
        PENDING,
        /** A revision that runs in pieces was begun: somebody is at it, or died at it. */
        RUNNING,
        /**
         * The database and the scripts contradict each other: each has what the other lacks, an applied script was edited, or
         * a pending revision was put below an applied one.
         */
        DIVERGED,
        /** A revision that runs in pieces stopped half-way. */
        FAILED
    }

    public MigrationStatus {
        current = List.copyOf(current);
        heads = List.copyOf(heads);
        pending = List.copyOf(pending);
        unknown = List.copyOf(unknown);
        edited = List.copyOf(edited);
        spliced = List.copyOf(spliced);
        reparented = List.copyOf(reparented);
        unfinished = List.copyOf(unfinished);
        applied = List.copyOf(applied);
    }

    /** The answer in a word. */
    public Verdict verdict() {
        if (has(RevisionState.State.FAILED)) {
            return Verdict.FAILED;
        }
        if (!edited.isEmpty() || !spliced.isEmpty() || (!pending.isEmpty() && !unknown.isEmpty())) {
            return Verdict.DIVERGED;
        }
        if (!unfinished.isEmpty()) {
            return Verdict.RUNNING;
        }
        if (!pending.isEmpty() || !pendingRepeatables().isEmpty()) {
            return Verdict.PENDING;
        }
        return unknown.isEmpty() ? Verdict.UP_TO_DATE : Verdict.AHEAD;
    }

    /** What to do about it, a sentence for each thing that is not as it should be; none when everything is. */
    public List<String> advice() {
        return StatusAdvice.on(this);
    }

    public static MigrationStatus of(DatabaseState database) {
        Planner planner = database.planner();
        List<Revision> pending = planner.pending().inOrder();
        List<String> unknown =
                database.unknown().stream().map(AppliedRevision::id).toList();
        List<String> edited =
                database.edited().stream().map(script -> script.revision().id()).toList();
        List<Repeatable> again = database.repeatables().pendingAfter(pending);
        return new MigrationStatus(
                planner.current().ids(),
                planner.heads().ids(),
                pending,
                unknown,
                edited,
                RepeatableStatus.of(database.repeatables(), again),
                planner.splices(),
                database.parentChanges(),
                database.interrupted(),
                database.applied(),
                database.graph());
    }

    /** The names of the repeatables that an upgrade to the heads would apply, in order. */
    public List<String> pendingRepeatables() {
        return repeatables.stream()
                .filter(repeatable -> repeatable.state() == RepeatableStatus.State.PENDING)
                .map(RepeatableStatus::name)
                .toList();
    }

    private boolean has(RevisionState.State state) {
        return unfinished.stream().anyMatch(revision -> revision.state().state() == state);
    }
}
