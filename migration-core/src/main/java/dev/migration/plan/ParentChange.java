// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.List;

/**
 * An applied revision whose parents changed in its script.
 *
 * @param revision its id
 * @param recorded the ids that it revised and depended on when it was applied
 * @param declared the ids that its script revises and depends on; labels are resolved
 */
public record ParentChange(String revision, List<String> recorded, List<String> declared) {

    public ParentChange {
        recorded = List.copyOf(recorded);
        declared = List.copyOf(declared);
    }
}
