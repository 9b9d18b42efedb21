// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.Migrator;
import dev.migration.error.MigrationException;
import dev.migration.plan.Plan;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;

/** The branches beside the target of a downgrade, which stay applied, and the commands that revert them, too. */
public final class RemainingBranches {

    private final Migrator migrator;
    private final String command;

    /** @param command the command before its target: {@code downgrade} or {@code deploy --rollback} */
    public RemainingBranches(Migrator migrator, String command) {
        this.migrator = migrator;
        this.command = command;
    }

    /** Returns a line for each such branch after a downgrade; none if the target is not one revision. */
    public List<String> lines(String target, Plan done) {
        if (done.after().size() < 2) {
            return List.of();
        }
        RevisionGraph graph = migrator.revisions().graph();
        List<String> lines = new ArrayList<>();
        revision(target)
                .filter(id -> done.after().contains(id))
                .ifPresent(id -> done.after().stream()
                        .filter(other -> !other.equals(id) && graph.find(other).isPresent())
                        .forEach(other -> lines.add(line(other, id, graph))));
        return lines;
    }

    private String line(String other, String target, RevisionGraph graph) {
        return "Still applied, on another branch: " + other
                + branch(other, target, graph)
                        .map(known -> ". To revert it, too: " + command + " " + known)
                        .orElse("; 'history -i' shows the branches");
    }

    /** The target that reverts one branch as far as the target of the downgrade does not stand on it. */
    private Optional<String> branch(String other, String target, RevisionGraph graph) {
        RevisionSet kept = graph.known(List.of(target)).ancestors();
        List<String> shared = graph.known(List.of(other))
                .ancestors()
                .intersection(kept)
                .maximal()
                .ids();
        String end = shared.isEmpty() ? "base" : shared.get(0);
        return Optional.of(other + "@" + end).filter(branch -> shared.size() < 2 && reverts(branch, other, target));
    }

    private boolean reverts(String branch, String other, String target) {
        try {
            List<String> reverted = migrator.reader().planDowngrade(branch).steps().stream()
                    .map(step -> step.revision().id())
                    .toList();
            return reverted.contains(other) && !reverted.contains(target);
        } catch (MigrationException refused) {
            return false;
        }
    }

    private Optional<String> revision(String target) {
        try {
            List<Revision> found = migrator.revisions().resolve(List.of(target));
            return found.size() == 1 ? Optional.of(found.get(0).id()) : Optional.empty();
        } catch (MigrationException relative) {
            // A target that counts from the database is not one that the result must be at.
            return Optional.empty();
        }
    }
}
