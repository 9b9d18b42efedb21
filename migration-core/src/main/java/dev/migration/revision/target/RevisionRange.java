package dev.migration.revision.target;

import dev.migration.revision.RevisionSet;

/**
 * A range as revisions.
 *
 * @param start where it begins, itself included; empty means the very beginning
 * @param end where it ends, itself included
 */
public record RevisionRange(RevisionSet start, RevisionSet end) {

    /**
     * What an upgrade from the start to the end brings in, and the start; of that, what lies on the branches through the start,
     * newest first. From the very beginning, everything that the end stands on.
     */
    public RevisionSet revisions() {
        if (start.isEmpty()) {
            return end.ancestors();
        }
        return end.ancestors().minus(start.ancestors()).union(start).intersection(start.branchDescendants());
    }
}
