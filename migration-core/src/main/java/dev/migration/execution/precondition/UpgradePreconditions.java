// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.precondition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.migration.error.MigrationException;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.refusal.DivergedDatabaseException;
import dev.migration.execution.refusal.EditedRevisionException;
import dev.migration.execution.refusal.SeveralRefusalsException;
import dev.migration.execution.refusal.SplicedRevisionException;
import dev.migration.execution.refusal.UnfinishedWorkException;
import dev.migration.execution.state.DatabaseState;
import dev.migration.execution.state.ScriptDifferences;
import dev.migration.execution.state.UnfinishedWork;
import dev.migration.plan.ParentChange;
import dev.migration.plan.SplicedRevision;
import dev.migration.plan.UpgradePolicies;
import dev.migration.plan.UpgradePolicy;
import dev.migration.revision.Revision;
import dev.migration.script.load.RevisionScripts;
import dev.migration.version.table.StateReader;
import dev.migration.version.table.TableFormat;

/**
 * Checks whether an upgrade may run on a database that contradicts the scripts. Refuses with all reasons at once; returns an
 * event for each contradiction that the policies permit.
 */
public final class UpgradePreconditions {

    private final UpgradePolicies policies;
    private final ScriptDifferences differences;
    private final List<MigrationException> refusals = new ArrayList<>();
    private final List<MigrationEvent> permitted = new ArrayList<>();

    private UpgradePreconditions(UpgradePolicies policies, ScriptDifferences differences) {
        this.policies = policies;
        this.differences = differences;
    }

    /**
     * @param pending the revisions that would run
     * @return an event for each permitted contradiction
     * @throws MigrationException with all refused contradictions
     */
    static List<MigrationEvent> of(
            Found found, UpgradePolicies policies, ScriptDifferences differences, List<Revision> pending) {
        UpgradePreconditions preconditions = new UpgradePreconditions(policies, differences);
        preconditions.edited(found);
        preconditions.spliced(found.database(), pending);
        preconditions.diverged(found, pending);
        UnfinishedWork.needed(found.database(), found.scripts(), pending)
                .forEach(work -> preconditions.refusals.add(UnfinishedWorkException.unfinished(work)));
        if (!preconditions.refusals.isEmpty()) {
            throw SeveralRefusalsException.of(preconditions.refusals);
        }
        return preconditions.permitted;
    }

    /** The state of a database, the reader for its stored sections, and the scripts. */
    record Found(DatabaseState database, StateReader state, RevisionScripts scripts) {}

    /** Findings that are not contradictions, but should be logged. */
    public static List<MigrationEvent> notes(DatabaseState database) {
        List<MigrationEvent> notes = new ArrayList<>();
        if (!database.unknown().isEmpty()) {
            notes.add(new MigrationEvent.UnknownRevisions(database.unknownIds()));
        }
        if (database.format() > TableFormat.CURRENT) {
            notes.add(new MigrationEvent.NewerStateTables(database.format(), TableFormat.CURRENT));
        }
        List<ParentChange> changed = database.parentChanges();
        if (!changed.isEmpty()) {
            notes.add(new MigrationEvent.ChangedParents(changed));
        }
        return notes;
    }

    private void edited(Found found) {
        List<String> edited = found.database().edited().stream()
                .map(script -> script.revision().id())
                .toList();
        if (!edited.isEmpty() && policies.edited() == UpgradePolicy.REFUSE) {
            refusals.add(new EditedRevisionException(
                    differences.edited(found.database(), found.state()), isLastAndReversible(found)));
        } else if (!edited.isEmpty()) {
            permitted.add(new MigrationEvent.EditedRevisions(edited));
        }
    }

    /** An edited revision is reverted by the downgrade section that was stored when it was applied. */
    private static boolean isLastAndReversible(Found found) {
        List<String> edited = found.database().edited().stream()
                .map(script -> script.revision().id())
                .toList();
        return edited.size() == 1
                && found.database().planner().current().ids().equals(edited)
                && found.state().storedDowngrade(edited.get(0)).isPresent();
    }

    private void spliced(DatabaseState database, List<Revision> pending) {
        Set<Revision> running = Set.copyOf(pending);
        List<SplicedRevision> splices = running.isEmpty()
                ? List.of()
                : database.planner().splices().stream()
                        .filter(splice -> running.contains(splice.revision()))
                        .toList();
        if (!splices.isEmpty() && policies.spliced() == UpgradePolicy.REFUSE) {
            refusals.add(new SplicedRevisionException(splices));
        } else if (!splices.isEmpty()) {
            permitted.add(new MigrationEvent.SplicedRevisions(splices));
        }
    }

    private void diverged(Found found, List<Revision> pending) {
        DatabaseState database = found.database();
        if (pending.isEmpty() || database.unknown().isEmpty()) {
            return;
        }
        List<String> ids = pending.stream().map(Revision::id).toList();
        if (policies.diverged() == UpgradePolicy.REFUSE) {
            refusals.add(new DivergedDatabaseException(database.unknown(), leftOut(found), ids));
        } else {
            permitted.add(new MigrationEvent.DivergedDatabase(database.unknownIds(), ids));
        }
    }

    /** The modules, by the ids of applied revisions, that were left out. */
    private static Map<String, String> leftOut(Found found) {
        Map<String, String> modules = new HashMap<>();
        found.database()
                .unknownIds()
                .forEach(id -> found.scripts().moduleLeftOut(id).ifPresent(module -> modules.put(id, module)));
        return modules;
    }
}
