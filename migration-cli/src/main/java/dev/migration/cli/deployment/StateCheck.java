// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deployment;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.PendingRevisionsException;
import dev.migration.plan.Plan;
import dev.migration.revision.Revision;
import dev.migration.version.AppliedRevision;

/** Checks the state of the database before and after a deployment. */
record StateCheck(Migrator migrator) {

    /**
     * The pending revisions and repeatables.
     *
     * @throws dev.migration.error.MigrationException if the database contradicts the scripts
     */
    List<String> pending() {
        try {
            migrator.reader().verify();
            return List.of();
        } catch (PendingRevisionsException pending) {
            return Stream.concat(pending.pending().stream(), pending.repeatables().stream())
                    .toList();
        }
    }

    /**
     * The revisions that are pending and not part of the plan.
     *
     * @param before the status before the plan is executed
     */
    static Set<String> notPlanned(Plan plan, MigrationStatus before) {
        Set<String> pending =
                before.pending().stream().map(Revision::id).collect(Collectors.toCollection(HashSet::new));
        plan.steps().forEach(step -> pending.remove(step.revision().id()));
        return pending;
    }

    /** @throws DeployFailedException if a revision that the plan reverts is applied */
    MigrationStatus requireReverted(Plan done) {
        MigrationStatus status = migrator.reader().status();
        Set<String> applied = status.applied().stream().map(AppliedRevision::id).collect(Collectors.toSet());
        require(
                done.steps().stream()
                        .map(step -> step.revision().id())
                        .filter(applied::contains)
                        .toList(),
                "still applied");
        return status;
    }

    /** @throws DeployFailedException if anything is pending besides {@code notPlanned} */
    MigrationStatus requireApplied(Set<String> notPlanned) {
        MigrationStatus status = migrator.reader().status();
        // Repeatables are pending until the heads are reached.
        Set<String> permitted = new HashSet<>(notPlanned);
        permitted.addAll(notPlanned.isEmpty() ? List.of() : status.pendingRepeatables());
        require(pending().stream().filter(name -> !permitted.contains(name)).toList(), "still pending");
        return status;
    }

    private static void require(List<String> left, String what) {
        if (!left.isEmpty()) {
            throw new DeployFailedException(
                    "The migration succeeded, but these are " + what + ": " + String.join(", ", left) + ".",
                    "Another session changes this database: see 'history -v' and deploy again.");
        }
    }
}
