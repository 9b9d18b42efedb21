package dev.migration.plan;

import dev.migration.revision.Revision;
import java.util.List;

/**
 * A pending revision that was put below applied ones, where no upgrade of this database came past.
 *
 * @param revision the pending one
 * @param descendants the ids of the applied revisions that follow it on its branches
 */
public record SplicedRevision(Revision revision, List<String> descendants) {

    public SplicedRevision {
        descendants = List.copyOf(descendants);
    }

    /** The applied revision to stamp when the change is in the database: to stamp one below would take this one off the list. */
    public String lastDescendant() {
        return descendants.get(descendants.size() - 1);
    }
}
