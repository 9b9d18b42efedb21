// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.migration.change.ChangeClass;
import dev.migration.change.RevisionChange;
import dev.migration.error.MigrationException;

/** Pending revisions have a class that is left to a person, and the upgrade was not started by one. Nothing was run. */
public final class RefusedChangesException extends MigrationException {

    private static final int SHOWN = 20;

    private final transient List<RevisionChange> changes;

    /**
     * @param changes those with a refused class
     * @param refused the classes that are left to a person
     */
    public RefusedChangesException(List<RevisionChange> changes, Set<ChangeClass> refused) {
        super(
                "Nothing was applied, because these pending revisions are left to a person's command: "
                        + changes.stream()
                                .limit(SHOWN)
                                .map(change -> describe(change, refused))
                                .collect(Collectors.joining("; "))
                        + (changes.size() > SHOWN ? "; and " + (changes.size() - SHOWN) + " more" : "") + ".",
                "Review them ('migrations plan -v'), apply them with 'java -jar APPLICATION.jar migrations upgrade' (stand-alone:"
                        + " 'migration upgrade'), and start again. To let each start apply them, set "
                        + changes.stream()
                                .flatMap(RevisionChange::classes)
                                .distinct()
                                .filter(refused::contains)
                                .map(found -> "migration.policy." + found.text() + "=allow")
                                .collect(Collectors.joining(" and "))
                        + ".");
        this.changes = List.copyOf(changes);
    }

    /** @throws RefusedChangesException with the changes that have a refused class, if there are any */
    public static void check(List<RevisionChange> changes, Set<ChangeClass> refused) {
        List<RevisionChange> left = changes.stream()
                .filter(change -> change.classes().anyMatch(refused::contains))
                .toList();
        if (!left.isEmpty()) {
            throw new RefusedChangesException(left, refused);
        }
    }

    /** The changes that are refused, with their statements. */
    public List<RevisionChange> changes() {
        return changes;
    }

    private static String describe(RevisionChange change, Set<ChangeClass> refused) {
        String statements = change.statements().stream()
                .filter(statement -> refused.contains(statement.changeClass()))
                .limit(SHOWN)
                .map(statement ->
                        statement.text() + ", " + change.source() + ":" + statement.line() + " " + statement.summary())
                .collect(Collectors.joining("; "));
        return change.name() + " (" + (statements.isEmpty() ? change.text() + ", " + change.source() : statements)
                + ")";
    }
}
