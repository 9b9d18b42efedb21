// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.WalkFault;

/**
 * Version rows in the form that Alembic stores: the maximal applied revisions, from which all applied revisions follow.
 */
public final class VersionRows {

    private final RevisionGraph graph;
    private final RevisionSet rows;

    private VersionRows(RevisionGraph graph, RevisionSet rows) {
        this.graph = graph;
        this.rows = rows;
    }

    /**
     * Reads version rows.
     *
     * @param rows full ids
     * @throws TargetException if an id is not in the graph and not replaced by a revision of it
     */
    public static VersionRows of(RevisionGraph graph, Collection<String> rows) {
        for (String row : rows) {
            if (graph.find(row).or(() -> graph.replacementOf(row)).isEmpty()) {
                throw new TargetException(new ResolutionFault.NotFound(row, List.of()));
            }
        }
        return new VersionRows(graph, graph.knownOrReplacements(rows));
    }

    /** The rows and all their ancestors. */
    public RevisionSet applied() {
        return rows.ancestors();
    }

    /** A row that other rows imply, if there is one. A completed run does not leave such rows. */
    public Optional<WalkFault.Overlap> overlap() {
        return rows.minus(rows.maximal()).ids().stream()
                .findFirst()
                .map(row -> new WalkFault.Overlap(row, descendantRows(row)));
    }

    private List<String> descendantRows(String row) {
        RevisionSet implied = graph.known(List.of(row));
        return implied.descendants().intersection(rows).minus(implied).ids();
    }
}
