// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.util.Collection;
import java.util.List;

import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;

/**
 * Version rows in the form that Alembic stores: the maximal applied revisions, from which all applied revisions follow. A row that
 * another one implies adds nothing.
 */
public final class VersionRows {

    private final RevisionSet rows;

    private VersionRows(RevisionSet rows) {
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
        return new VersionRows(graph.knownOrReplacements(rows));
    }

    /** The rows and all their ancestors. */
    public RevisionSet applied() {
        return rows.ancestors();
    }
}
