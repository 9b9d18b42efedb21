package dev.migration.execution.precondition;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.migration.error.MigrationException;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.refusal.DivergedDatabaseException;
import dev.migration.execution.refusal.EditedRevisionException;
import dev.migration.execution.refusal.SeveralRefusalsException;
import dev.migration.execution.refusal.SplicedRevisionException;
import dev.migration.execution.state.DatabaseState;
import dev.migration.execution.state.ScriptDifferences;
import dev.migration.plan.ParentChange;
import dev.migration.plan.SplicedRevision;
import dev.migration.plan.UpgradePolicies;
import dev.migration.plan.UpgradePolicy;
import dev.migration.revision.Revision;
import dev.migration.version.StateReader;

/**
 * Decides whether an upgrade may run on a database that contradicts the scripts. What is refused is refused at once, with
 * every reason; what is not is told.
 */
public final class UpgradePreconditions {

    private final UpgradePolicies policies;
    private final ScriptDifferences differences;
    private final List<MigrationException> refusals = new ArrayList<>();
    private final List<MigrationEvent> tolerated = new ArrayList<>();

    private UpgradePreconditions(UpgradePolicies policies, ScriptDifferences differences) {
        this.policies = policies;
        this.differences = differences;
    }

    /**
     * @param pending what would run
     * @return what is tolerated
     * @throws MigrationException if something is not
     */
    static List<MigrationEvent> of(
            Found found, UpgradePolicies policies, ScriptDifferences differences, List<Revision> pending) {
        UpgradePreconditions admission = new UpgradePreconditions(policies, differences);
        admission.edited(found);
        admission.spliced(found.database(), pending);
        admission.diverged(found.database(), pending);
        if (!admission.refusals.isEmpty()) {
            throw SeveralRefusalsException.of(admission.refusals);
        }
        return admission.tolerated;
    }

    /** A database that was looked at, and where more can be read. */
    record Found(DatabaseState database, StateReader state) {}

    /** What is no contradiction, but worth a line. */
    public static List<MigrationEvent> remarks(DatabaseState database) {
        List<MigrationEvent> remarks = new ArrayList<>();
        if (!database.unknown().isEmpty()) {
            remarks.add(new MigrationEvent.UnknownRevisions(database.unknownIds()));
        }
        List<ParentChange> reparented = database.parentChanges();
        if (!reparented.isEmpty()) {
            remarks.add(new MigrationEvent.ChangedParents(reparented));
        }
        return remarks;
    }

    private void edited(Found found) {
        List<String> edited = found.database().edited().stream()
                .map(script -> script.revision().id())
                .toList();
        if (!edited.isEmpty() && policies.edited() == UpgradePolicy.REFUSE) {
            refusals.add(new EditedRevisionException(differences.edited(found.database(), found.state())));
        } else if (!edited.isEmpty()) {
            tolerated.add(new MigrationEvent.EditedRevisions(edited));
        }
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
            tolerated.add(new MigrationEvent.SplicedRevisions(splices));
        }
    }

    private void diverged(DatabaseState database, List<Revision> pending) {
        if (pending.isEmpty() || database.unknown().isEmpty()) {
            return;
        }
        List<String> ids = pending.stream().map(Revision::id).toList();
        if (policies.diverged() == UpgradePolicy.REFUSE) {
            refusals.add(new DivergedDatabaseException(database.unknown(), ids));
        } else {
            tolerated.add(new MigrationEvent.DivergedDatabase(database.unknownIds(), ids));
        }
    }
}
