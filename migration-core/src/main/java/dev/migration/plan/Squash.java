// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;
import dev.migration.revision.fault.AuthoringFault;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.target.Target;
import dev.migration.revision.target.TargetResolver;

/**
 * One revision that replaces several.
 *
 * @param revision the new revision; it replaces the others, oldest first, and has their parents outside the range
 * @param replaced the replaced revisions, in order
 */
public record Squash(Revision revision, List<Revision> replaced) {

    public Squash {
        replaced = List.copyOf(replaced);
    }

    /**
     * Squashes the revisions between two revisions of a branch, both included.
     *
     * @param id the id of the new revision
     * @throws TargetException if there are fewer than two revisions between them, if a branch starts inside the range,
     *     or if one of them already replaces others
     */
    public static Squash of(RevisionGraph graph, Target from, Target to, String id) {
        TargetResolver targets = TargetResolver.of(graph);
        RevisionSet last =
                graph.known(targets.resolveOne(to).map(Revision::id).stream().toList());
        RevisionSet first =
                graph.known(targets.resolveOne(from).map(Revision::id).stream().toList());
        RevisionSet range = first.branchDescendants().intersection(last.branchAncestors());
        if (range.size() < 2) {
            throw new TargetException(new AuthoringFault.NothingToSquash(from.toString(), to.toString()));
        }
        refuseReplacing(range);
        refuseLeaving(graph, range, last);
        return new Squash(squashed(graph, range, last, id), range.inOrder());
    }

    private static void refuseReplacing(RevisionSet range) {
        for (Revision revision : range.inOrder()) {
            if (!revision.replaces().isEmpty()) {
                throw new TargetException(new AuthoringFault.ReplacesOthers(revision.id()));
            }
        }
    }

    private static void refuseLeaving(RevisionGraph graph, RevisionSet range, RevisionSet last) {
        Map<String, String> leaving = new LinkedHashMap<>();
        for (Revision inside : range.minus(last).inOrder()) {
            RevisionSet standing = graph.dependantsOf(graph.known(List.of(inside.id())));
            standing.minus(range).ids().forEach(outside -> leaving.put(outside, inside.id()));
        }
        if (!leaving.isEmpty()) {
            throw new TargetException(new AuthoringFault.BranchesInRange(leaving));
        }
    }

    private static Revision squashed(RevisionGraph graph, RevisionSet range, RevisionSet last, String id) {
        List<String> labels = new ArrayList<>();
        Set<String> dependencies = new LinkedHashSet<>();
        for (Revision revision : range.inOrder()) {
            labels.addAll(revision.branchLabels());
            revision.dependsOn().stream()
                    .filter(name -> !range.contains(owner(graph, name)))
                    .forEach(dependencies::add);
        }
        Revision newest = last.inOrder().get(0);
        return new Revision(
                id,
                graph.downRevisionsOf(range).minus(range).ids(),
                List.copyOf(dependencies),
                labels,
                range.ids(),
                newest.created(),
                "Squash " + range.ids().get(0) + ".." + newest.id());
    }

    private static String owner(RevisionGraph graph, String name) {
        return graph.findLabel(name).map(Revision::id).orElse(name);
    }
}
