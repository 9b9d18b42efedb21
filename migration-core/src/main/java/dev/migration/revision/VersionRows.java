package dev.migration.revision;

import dev.migration.revision.fault.ResolutionFault;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.WalkFault;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Version rows as Alembic keeps them: the maximal applied revisions, from which all that is applied follows. */
public final class VersionRows {

    private final RevisionGraph graph;
    private final RevisionSet rows;

    private VersionRows(RevisionGraph graph, RevisionSet rows) {
        this.graph = graph;
        this.rows = rows;
    }

    /**
     * @param rows full ids
     * @throws TargetException if there is no such revision
     */
    public static VersionRows of(RevisionGraph graph, Collection<String> rows) {
        for (String row : rows) {
            if (graph.find(row).or(() -> graph.replacementOf(row)).isEmpty()) {
                throw new TargetException(new ResolutionFault.NotFound(row, List.of()));
            }
        }
        return new VersionRows(graph, graph.knownOrReplacements(rows));
    }

    /** Everything that the rows stand on, the rows included. */
    public RevisionSet applied() {
        return rows.ancestors();
    }

    /** A row that others imply, if there is one: no clean run leaves such rows. */
    public Optional<WalkFault.Overlap> overlap() {
        return rows.minus(rows.maximal()).ids().stream()
                .findFirst()
                .map(row -> new WalkFault.Overlap(row, standingOn(row)));
    }

    private List<String> standingOn(String row) {
        RevisionSet implied = graph.known(List.of(row));
        return implied.descendants().intersection(rows).minus(implied).ids();
    }
}
