// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.DatabaseSnapshot;
import dev.migration.NeededAction;
import dev.migration.change.ChangeClass;
import dev.migration.change.RevisionChange;
import dev.migration.revision.Revision;

/** Finds what does not go on until a person acts: in the database, and because the settings leave a change to a person. */
final class NeededActionFinder {

    private NeededActionFinder() {}

    /**
     * @param pending the classes of what is pending: of the revisions in order, then of the repeatables
     * @param refused the classes that are left to a person; where nothing is applied, no instance notices a change
     */
    static List<NeededAction> of(DatabaseSnapshot database, List<RevisionChange> pending, Set<ChangeClass> refused) {
        List<NeededAction> actions = new ArrayList<>(database.neededActions());
        if (!database.status().applied().isEmpty()) {
            List<String> revisions =
                    database.status().pending().stream().map(Revision::id).toList();
            pending.stream()
                    .filter(change -> revisions.contains(change.name()))
                    .filter(change -> change.classes().anyMatch(refused::contains))
                    .map(NeededActionFinder::refused)
                    .forEach(actions::add);
        }
        return List.copyOf(actions);
    }

    private static NeededAction refused(RevisionChange change) {
        return new NeededAction(
                NeededAction.Reason.CHANGE_REFUSED,
                change.name(),
                "Revision '" + change.name() + "' is " + change.text() + ", which migration.policy leaves to a person.",
                Optional.empty(),
                "Read it: show " + change.name() + ". Then apply it: upgrade " + change.name() + ".");
    }
}
