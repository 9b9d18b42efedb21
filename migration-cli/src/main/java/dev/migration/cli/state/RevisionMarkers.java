package dev.migration.cli.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.MigrationStatus;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.version.AppliedRevision;

/** What is to be said about a revision in brackets: {@code (reporting) (head) (current)}. */
final class RevisionMarkers {

    private final RevisionGraph graph;
    private final Set<String> current;
    private final Optional<Set<String>> applied;

    private RevisionMarkers(RevisionGraph graph, Collection<String> current, Optional<Set<String>> applied) {
        this.graph = graph;
        this.current = Set.copyOf(current);
        this.applied = applied;
    }

    /** Of the scripts alone. */
    static RevisionMarkers of(RevisionGraph graph) {
        return new RevisionMarkers(graph, List.of(), Optional.empty());
    }

    /** Of the scripts beside a database. */
    static RevisionMarkers of(RevisionGraph graph, MigrationStatus status) {
        Set<String> applied =
                Set.copyOf(status.applied().stream().map(AppliedRevision::id).toList());
        return new RevisionMarkers(graph, status.current(), Optional.of(applied));
    }

    /** In words, in a fixed order. */
    List<String> of(Revision revision) {
        String id = revision.id();
        List<String> marks = new ArrayList<>(revision.branchLabels());
        if (graph.heads().contains(id)) {
            marks.add("head");
        }
        if (graph.branchPoints().contains(id)) {
            marks.add("branchpoint");
        }
        if (graph.mergePoints().contains(id)) {
            marks.add("mergepoint");
        }
        if (current.contains(id)) {
            marks.add("current");
        }
        if (graph.find(id).isEmpty()) {
            marks.add("no script here");
        } else if (isPending(id)) {
            marks.add("pending");
        }
        return marks;
    }

    /** The same, each in brackets, with a space before it. */
    String text(Revision revision) {
        StringBuilder text = new StringBuilder();
        of(revision).forEach(mark -> text.append(" (").append(mark).append(')'));
        return text.toString();
    }

    /** A revision that was squashed has no row of its own where the others have theirs. */
    private boolean isPending(String id) {
        return applied.filter(known -> !graph.knownOrReplacements(known).contains(id)).isPresent();
    }
}
