package dev.migration.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.migration.error.MigrationException;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.DivergedDatabaseException;
import dev.migration.execution.failure.EditedRevisionException;
import dev.migration.execution.failure.SeveralRefusalsException;
import dev.migration.execution.failure.SplicedRevisionException;
import dev.migration.plan.Policies;
import dev.migration.plan.Policy;
import dev.migration.plan.Reparenting;
import dev.migration.plan.Splice;
import dev.migration.revision.Revision;
import dev.migration.version.StateReader;

/**
 * Decides whether an upgrade may run on a database that contradicts the scripts. What is refused is refused at once, with
 * every reason; what is not is told.
 */
final class Admission {

    private final Policies policies;
    private final Differences differences;
    private final List<MigrationException> refusals = new ArrayList<>();
    private final List<MigrationEvent> tolerated = new ArrayList<>();

    private Admission(Policies policies, Differences differences) {
        this.policies = policies;
        this.differences = differences;
    }

    /**
     * @param pending what would run
     * @return what is tolerated
     * @throws MigrationException if something is not
     */
    static List<MigrationEvent> of(Found found, Policies policies, Differences differences, List<Revision> pending) {
        Admission admission = new Admission(policies, differences);
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
    static List<MigrationEvent> remarks(DatabaseState database) {
        List<MigrationEvent> remarks = new ArrayList<>();
        if (!database.unknown().isEmpty()) {
            remarks.add(new MigrationEvent.UnknownRevisions(database.unknownIds()));
        }
        List<Reparenting> reparented = database.reparented();
        if (!reparented.isEmpty()) {
            remarks.add(new MigrationEvent.ReparentedRevisions(reparented));
        }
        return remarks;
    }

    private void edited(Found found) {
        List<String> edited = found.database().edited().stream()
                .map(script -> script.revision().id())
                .toList();
        if (!edited.isEmpty() && policies.edited() == Policy.REFUSE) {
            refusals.add(new EditedRevisionException(differences.edited(found.database(), found.state())));
        } else if (!edited.isEmpty()) {
            tolerated.add(new MigrationEvent.EditedRevisions(edited));
        }
    }

    private void spliced(DatabaseState database, List<Revision> pending) {
        Set<Revision> running = Set.copyOf(pending);
        List<Splice> splices = running.isEmpty()
                ? List.of()
                : database.planner().splices().stream()
                        .filter(splice -> running.contains(splice.revision()))
                        .toList();
        if (!splices.isEmpty() && policies.spliced() == Policy.REFUSE) {
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
        if (policies.diverged() == Policy.REFUSE) {
            refusals.add(new DivergedDatabaseException(database.unknown(), ids));
        } else {
            tolerated.add(new MigrationEvent.DivergedDatabase(database.unknownIds(), ids));
        }
    }
}
