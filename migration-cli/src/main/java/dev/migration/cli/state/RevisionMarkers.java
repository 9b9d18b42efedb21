// SPDX-License-Identifier: Apache-2.0
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

/** The markers of a revision, shown in parentheses: {@code (reporting) (head) (current)}. */
final class RevisionMarkers {

    private final RevisionGraph graph;
    private final Set<String> current;
    private final Optional<Set<String>> applied;
    private final Set<String> inBackground;

    private RevisionMarkers(
            RevisionGraph graph,
            Collection<String> current,
            Optional<Set<String>> applied,
            Collection<String> inBackground) {
        this.graph = graph;
        this.current = Set.copyOf(current);
        this.applied = applied;
        this.inBackground = Set.copyOf(inBackground);
    }

    /** Markers from the scripts alone. */
    static RevisionMarkers of(RevisionGraph graph) {
        return new RevisionMarkers(graph, List.of(), Optional.empty(), List.of());
    }

    /** Markers from the scripts and the status of a database. */
    static RevisionMarkers of(RevisionGraph graph, MigrationStatus status) {
        Set<String> applied =
                Set.copyOf(status.applied().stream().map(AppliedRevision::id).toList());
        return new RevisionMarkers(graph, status.current(), Optional.of(applied), status.inBackground());
    }

    /** Returns the markers, in a fixed order. */
    List<String> of(Revision revision) {
        String id = revision.id();
        List<String> markers = new ArrayList<>(revision.branchLabels());
        if (graph.heads().contains(id)) {
            markers.add(graph.realHeads().contains(id) ? "head" : "effective head");
        }
        if (graph.branchPoints().contains(id)) {
            markers.add("branchpoint");
        }
        if (graph.mergePoints().contains(id)) {
            markers.add("mergepoint");
        }
        if (current.contains(id)) {
            markers.add("current");
        }
        if (inBackground.contains(id)) {
            markers.add("in the background");
        }
        Optional<Revision> replacement = graph.find(id).isEmpty() ? graph.replacementOf(id) : Optional.empty();
        if (replacement.isPresent()) {
            markers.add("replaced by " + replacement.get().id());
        } else if (graph.find(id).isEmpty()) {
            markers.add("no script here");
        } else if (isPending(id)) {
            markers.add("pending");
        }
        return markers;
    }

    /** Returns the markers in parentheses, each with a space before it. */
    String text(Revision revision) {
        StringBuilder text = new StringBuilder();
        of(revision).forEach(marker -> text.append(" (").append(marker).append(')'));
        return text.toString();
    }

    /** A squashed revision counts as applied where the revisions that it replaces are applied. */
    private boolean isPending(String id) {
        return applied.filter(known -> !graph.knownOrReplacements(known).contains(id))
                .isPresent();
    }
}
