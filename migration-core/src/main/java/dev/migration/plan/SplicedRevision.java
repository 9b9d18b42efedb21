// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.List;

import dev.migration.revision.Revision;

/**
 * A pending revision with applied descendants: it was inserted below revisions that this database had already applied.
 *
 * @param revision the pending revision
 * @param descendants the ids of its applied descendants on its branches
 */
public record SplicedRevision(Revision revision, List<String> descendants) {

    public SplicedRevision {
        descendants = List.copyOf(descendants);
    }

    /**
     * The applied revision to stamp if the change is already in the database; to stamp an earlier one would remove this
     * one from the applied revisions.
     */
    public String lastDescendant() {
        return descendants.get(descendants.size() - 1);
    }
}
