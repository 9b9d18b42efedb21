// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.revision.Identifiers;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;
import dev.migration.revision.fault.AuthoringFault;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetResolver;

/**
 * The parents of a new revision.
 *
 * @param downRevisions the ids that it revises
 * @param dependsOn the ids and labels that it depends on; a label stays a label, so that it follows the branch
 */
public record RevisionParents(List<String> downRevisions, List<String> dependsOn) {

    public RevisionParents {
        downRevisions = List.copyOf(downRevisions);
        dependsOn = List.copyOf(dependsOn);
    }

    /**
     * Resolves the requested parents.
     *
     * @throws TargetException if a target is unknown, ambiguous or not a head, or a label is in use
     */
    public static RevisionParents of(RevisionGraph graph, TargetResolver targets, NewRevision revision) {
        List<String> down = new ArrayList<>();
        revision.heads().forEach(head -> down.addAll(targets.resolve(head).ids()));
        requireDistinct(down);
        if (!revision.splice()) {
            down.forEach(id -> requireHead(graph, id));
        }
        revision.branchLabels().forEach(label -> requireFree(graph, label));
        Set<String> dependencies = new LinkedHashSet<>();
        revision.dependsOn().forEach(place -> dependencies.addAll(dependency(graph, targets, place)));
        return new RevisionParents(down, List.copyOf(dependencies));
    }

    private static void requireDistinct(List<String> ids) {
        List<String> twice = new ArrayList<>(ids);
        Set.copyOf(ids).forEach(twice::remove);
        if (!twice.isEmpty()) {
            throw new TargetException(new AuthoringFault.DuplicateHeads(twice));
        }
    }

    private static void requireHead(RevisionGraph graph, String id) {
        RevisionSet followers = graph.childrenOf(graph.known(List.of(id)));
        if (!followers.isEmpty()) {
            throw new TargetException(new AuthoringFault.NotAHead(id, followers.ids()));
        }
    }

    private static void requireFree(RevisionGraph graph, String label) {
        Optional<String> reason = Identifiers.fault(label)
                .or(() -> graph.find(label)
                        .or(() -> graph.findLabel(label))
                        .map(owner -> "revision '" + owner.id() + "' has it"));
        reason.ifPresent(text -> {
            throw new TargetException(new AuthoringFault.UnusableLabel(label, text));
        });
    }

    private static List<String> dependency(RevisionGraph graph, TargetResolver targets, Target place) {
        if (place instanceof Target.Named named && graph.findLabel(named.name()).isPresent()) {
            return List.of(named.name());
        }
        return targets.resolveOne(place).map(Revision::id).stream().toList();
    }
}
