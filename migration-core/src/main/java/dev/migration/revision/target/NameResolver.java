// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.migration.error.NearestWord;
import dev.migration.revision.NamedBranch;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;

/**
 * Finds the revision for a name: its id, its branch label, the id of a revision that it replaces, or a unique prefix of
 * an id or label. As in Alembic, only names longer than three characters can be shortened, and a branch decides between
 * several matches.
 */
final class NameResolver {

    private static final int NEVER_SHORTENED = 3;
    private static final int SUGGESTIONS = 3;

    private final RevisionGraph graph;

    NameResolver(RevisionGraph graph) {
        this.graph = graph;
    }

    Revision find(String name) {
        return exact(name).orElseGet(() -> shortened(name, candidates(name)));
    }

    /** The revision for a name on a branch. */
    Revision find(String name, NamedBranch branch) {
        Optional<Revision> exact = exact(name);
        if (exact.isPresent()) {
            return requireMember(exact.get(), branch);
        }
        List<Revision> candidates = candidates(name);
        List<Revision> members = candidates.stream()
                .filter(revision -> branch.lineage().contains(revision.id()))
                .toList();
        return members.isEmpty() && candidates.size() == 1
                ? requireMember(candidates.get(0), branch)
                : shortened(name, members);
    }

    NamedBranch branch(String name) {
        Optional<Revision> exact = exact(name);
        List<Revision> candidates = exact.map(List::of).orElseGet(() -> candidates(name));
        if (candidates.isEmpty()) {
            throw new TargetException(new ResolutionFault.NoSuchBranch(name, nearest(name)));
        }
        Revision revision = shortened(name, candidates);
        return new NamedBranch(
                name, revision, graph.known(List.of(revision.id())).lineage());
    }

    private Optional<Revision> exact(String name) {
        return graph.find(name).or(() -> graph.findLabel(name)).or(() -> graph.replacementOf(name));
    }

    private List<Revision> candidates(String prefix) {
        Set<String> found = new TreeSet<>();
        graph.revisions().stream()
                .map(Revision::id)
                .filter(id -> begins(id, prefix))
                .forEach(found::add);
        graph.labels().stream()
                .filter(label -> begins(label, prefix))
                .flatMap(label -> graph.findLabel(label).stream())
                .map(Revision::id)
                .forEach(found::add);
        return found.stream().flatMap(id -> graph.find(id).stream()).toList();
    }

    private static boolean begins(String name, String prefix) {
        return name.length() > NEVER_SHORTENED && name.startsWith(prefix);
    }

    private Revision shortened(String prefix, List<Revision> candidates) {
        if (candidates.isEmpty()) {
            throw new TargetException(new ResolutionFault.NotFound(prefix, nearest(prefix)));
        }
        if (candidates.size() > 1) {
            throw new TargetException(new ResolutionFault.AmbiguousPrefix(
                    prefix, candidates.stream().map(Revision::id).toList()));
        }
        return candidates.get(0);
    }

    private static Revision requireMember(Revision revision, NamedBranch branch) {
        if (!branch.lineage().contains(revision.id())) {
            throw new TargetException(new ResolutionFault.NotInBranch(branch.name(), revision.id()));
        }
        return revision;
    }

    private List<String> nearest(String name) {
        List<String> known =
                new ArrayList<>(Stream.concat(graph.revisions().stream().map(Revision::id), graph.labels().stream())
                        .toList());
        return NearestWord.all(name, known, SUGGESTIONS);
    }
}
