// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.migration.revision.fault.GraphFault;
import dev.migration.revision.fault.WalkFault;

/**
 * Chooses between a revision that replaces others and the revisions that it replaces (ADR 3).
 *
 * <ol>
 *   <li>The replacing revision is applied, or all that it replaces, or none of them: it represents them, and they are
 *       removed from the graph.
 *   <li>Some of the replaced revisions are applied, and the others still have a script: they remain, and the replacing
 *       revision is removed from the graph.
 *   <li>Some of them are applied, and others have no script any more: both remain, and the replacing revision must not
 *       be run.
 * </ol>
 *
 * <p>A name of a removed revision resolves to the revision that represents it.
 */
final class Replacements {

    private final Collection<Revision> given;
    private final Set<String> applied;
    private final Set<String> present;
    private final Set<String> gone = new HashSet<>();
    private final Map<String, List<String>> replacementsById = new HashMap<>();
    private final Map<String, WalkFault.PartiallyReplaced> partiallyReplaced = new LinkedHashMap<>();
    private final List<GraphFault> faults = new ArrayList<>();

    Replacements(Collection<Revision> given, Set<String> applied) {
        this.given = given;
        this.applied = applied;
        List<Revision> replacing = given.stream()
                .filter(revision -> !revision.replaces().isEmpty())
                .toList();
        this.present = replacing.isEmpty()
                ? Set.of()
                : given.stream().map(Revision::id).collect(Collectors.toSet());
        check(replacing);
        if (faults.isEmpty()) {
            replacing.forEach(this::choose);
        }
    }

    /** The revisions of the graph. */
    List<Revision> revisions() {
        return given.stream()
                .filter(revision -> !gone.contains(revision.id()))
                .map(revision -> partiallyReplaced.containsKey(revision.id()) ? revision.branch() : revision)
                .toList();
    }

    /** For the id of each removed revision, the ids of the revisions that represent it. */
    Map<String, List<String>> replacementsById() {
        return replacementsById;
    }

    /** The revisions that must not be run, by id. */
    Map<String, WalkFault.PartiallyReplaced> partiallyReplaced() {
        return partiallyReplaced;
    }

    List<GraphFault> faults() {
        return faults;
    }

    private void check(List<Revision> replacing) {
        Set<String> ids = replacing.stream().map(Revision::id).collect(Collectors.toSet());
        Map<String, String> owners = new HashMap<>();
        for (Revision revision : replacing) {
            for (String replaced : revision.replaces()) {
                String owner = owners.putIfAbsent(replaced, revision.id());
                if (replaced.equals(revision.id())) {
                    faults.add(new GraphFault.IllegalReplacement(revision.id(), replaced, "that is itself"));
                } else if (ids.contains(replaced)) {
                    faults.add(new GraphFault.IllegalReplacement(
                            revision.id(), replaced, "that one itself replaces others"));
                } else if (owner != null) {
                    faults.add(new GraphFault.IllegalReplacement(
                            revision.id(), replaced, "'" + owner + "' replaces it already"));
                }
            }
        }
    }

    private void choose(Revision revision) {
        List<String> done =
                revision.replaces().stream().filter(applied::contains).toList();
        List<String> missing = revision.replaces().stream()
                .filter(id -> !applied.contains(id) && !present.contains(id))
                .toList();
        if (applied.contains(revision.id())
                || done.isEmpty()
                || done.size() == revision.replaces().size()) {
            gone.addAll(revision.replaces());
            revision.replaces().forEach(id -> replacementsById.put(id, List.of(revision.id())));
        } else if (missing.isEmpty()) {
            gone.add(revision.id());
            replacementsById.put(revision.id(), tops(revision.replaces()));
        } else {
            partiallyReplaced.put(revision.id(), new WalkFault.PartiallyReplaced(revision.id(), done, missing));
            missing.forEach(id -> replacementsById.put(id, List.of(revision.id())));
        }
    }

    /** The ids on which no other of these revisions depends and which no other revises. */
    private List<String> tops(List<String> replaced) {
        Set<String> range = Set.copyOf(replaced);
        Set<String> below = new HashSet<>();
        for (Revision revision : given) {
            if (range.contains(revision.id())) {
                below.addAll(revision.downRevisions());
                below.addAll(revision.dependsOn());
            }
        }
        return replaced.stream().filter(id -> !below.contains(id)).toList();
    }
}
