package dev.migration;

import java.util.List;

import dev.migration.execution.DatabaseState;
import dev.migration.plan.Planner;
import dev.migration.revision.Repeatable;
import dev.migration.revision.Revision;
import dev.migration.version.AppliedRevision;

/**
 * How a database stands to the scripts.
 *
 * @param verdict the answer in a word
 * @param current the applied revisions on which no other applied one stands
 * @param heads the revisions with a script that no other revises
 * @param pending what an upgrade to every head would run, in order
 * @param unknown the ids of applied revisions without a script
 * @param edited the ids of applied revisions whose script says something else now
 * @param repeatables those with a script in the order in which they are applied, then those that have none any more
 * @param applied every applied revision, the one applied last at the end
 */
public record MigrationStatus(
        Verdict verdict,
        List<String> current,
        List<String> heads,
        List<Revision> pending,
        List<String> unknown,
        List<String> edited,
        List<RepeatableStatus> repeatables,
        List<AppliedRevision> applied) {

    /** A state in a word. */
    public enum Verdict {
        /** Every script is applied, and nothing else. */
        UP_TO_DATE,
        /** Scripts are waiting. */
        PENDING,
        /** Every script is applied, and more: a newer application was here. */
        AHEAD,
        /** Each side has what the other lacks, or an applied script was edited. */
        DIVERGED
    }

    static MigrationStatus of(DatabaseState database) {
        Planner planner = database.planner();
        List<Revision> pending = planner.pending().inOrder();
        List<String> unknown =
                database.unknown().stream().map(AppliedRevision::id).toList();
        List<String> edited =
                database.edited().stream().map(script -> script.revision().id()).toList();
        List<Repeatable> again = database.repeatables().pendingBehind(pending);
        return new MigrationStatus(
                verdict(!pending.isEmpty() || !again.isEmpty(), !unknown.isEmpty(), !edited.isEmpty()),
                planner.current().ids(),
                planner.heads().ids(),
                pending,
                unknown,
                edited,
                RepeatableStatus.of(database.repeatables(), again),
                database.applied());
    }

    /** The names of the repeatables that an upgrade to the heads would apply, in order. */
    public List<String> pendingRepeatables() {
        return repeatables.stream()
                .filter(repeatable -> repeatable.state() == RepeatableStatus.State.PENDING)
                .map(RepeatableStatus::name)
                .toList();
    }

    private static Verdict verdict(boolean pending, boolean unknown, boolean edited) {
        if (edited || (pending && unknown)) {
            return Verdict.DIVERGED;
        }
        if (pending) {
            return Verdict.PENDING;
        }
        return unknown ? Verdict.AHEAD : Verdict.UP_TO_DATE;
    }
}
