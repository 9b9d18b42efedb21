// SPDX-License-Identifier: Apache-2.0
package dev.migration;

import java.util.List;
import java.util.Optional;

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
 * A database compared with the scripts.
 *
 * @param current the heads of the applied revisions
 * @param heads the heads of the scripts
 * @param pending the revisions that an upgrade to all heads would apply, in order
 * @param unknown the ids of applied revisions without a script
 * @param edited the ids of applied revisions whose script was edited
 * @param repeatables those with a script, in the order in which they are applied, then those without
 * @param spliced pending revisions below applied ones
 * @param parentChanges applied revisions whose scripts name other parents now
 * @param interrupted revisions whose upgrade or downgrade has segments left to run
 * @param applied every applied revision, the last applied one at the end
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
        List<ParentChange> parentChanges,
        List<AppliedRevision> interrupted,
        List<AppliedRevision> applied,
        RevisionGraph graph) {

    /** The state of a database; of several that hold, the last in this order. */
    public enum State {
        /** Every script is applied, and nothing else. */
        UP_TO_DATE,
        /** Every script is applied, and revisions without a script too: a newer application applied them. */
        AHEAD,
        /** Scripts are pending. */
        PENDING,
        /** The upgrade or downgrade of a revision that runs in segments has started: a session runs it, or has died. */
        RUNNING,
        /**
         * The database and the scripts contradict each other: each has revisions that the other lacks, an applied script was
         * edited, or a pending revision is below an applied one.
         */
        DIVERGED,
        /** A revision that runs in segments failed and is interrupted. */
        FAILED
    }

    public MigrationStatus {
        current = List.copyOf(current);
        heads = List.copyOf(heads);
        pending = List.copyOf(pending);
        unknown = List.copyOf(unknown);
        edited = List.copyOf(edited);
        spliced = List.copyOf(spliced);
        parentChanges = List.copyOf(parentChanges);
        interrupted = List.copyOf(interrupted);
        applied = List.copyOf(applied);
    }

    /** Returns the state. */
    public State state() {
        if (has(RevisionState.State.FAILED)) {
            return State.FAILED;
        }
        if (!edited.isEmpty() || !spliced.isEmpty() || (!pending.isEmpty() && !unknown.isEmpty())) {
            return State.DIVERGED;
        }
        if (!interrupted.isEmpty()) {
            return State.RUNNING;
        }
        if (!pending.isEmpty() || !pendingRepeatables().isEmpty()) {
            return State.PENDING;
        }
        return unknown.isEmpty() ? State.UP_TO_DATE : State.AHEAD;
    }

    /** Returns what to do, one sentence for each problem; empty when the database is up to date. */
    public List<String> advice() {
        return StatusAdvice.on(this);
    }

    /**
     * Returns a fingerprint of the order in which the revisions were applied. Databases at the same heads with different
     * fingerprints applied their branches in different orders; empty if nothing is applied.
     */
    public Optional<String> order() {
        return applied.isEmpty() ? Optional.empty() : Optional.of(OrderFingerprint.of(applied));
    }

    /** Returns the ids of the applied revisions whose last statements run in the background and are not done. */
    public List<String> inBackground() {
        return applied.stream()
                .filter(revision -> revision.state().isInBackground())
                .map(AppliedRevision::id)
                .toList();
    }

    /** Makes the status of a database whose state tables were read. */
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

    /** Returns the names of the repeatables that an upgrade to the heads would apply, in order. */
    public List<String> pendingRepeatables() {
        return repeatables.stream()
                .filter(repeatable -> repeatable.state() == RepeatableStatus.State.PENDING)
                .map(RepeatableStatus::name)
                .toList();
    }

    private boolean has(RevisionState.State state) {
        return interrupted.stream().anyMatch(revision -> revision.state().state() == state);
    }
}
