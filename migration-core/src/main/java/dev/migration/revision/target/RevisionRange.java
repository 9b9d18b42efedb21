// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision.target;

import dev.migration.revision.RevisionSet;

/**
 * A range of revisions.
 *
 * @param start the revisions at the start, included; empty means the base
 * @param end the revisions at the end, included
 */
public record RevisionRange(RevisionSet start, RevisionSet end) {

    /**
     * The revisions of the range: the start and what an upgrade from the start to the end applies, restricted to the
     * branches that contain the start. If the start is empty, the end and all its ancestors.
     */
    public RevisionSet revisions() {
        if (start.isEmpty()) {
            return end.ancestors();
        }
        return end.ancestors().minus(start.ancestors()).union(start).intersection(start.branchDescendants());
    }
}
