// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.util.List;

/**
 * The effect of one step on the maximal applied revisions.
 *
 * @param removed the ids that are no longer maximal
 * @param added the ids that became maximal
 */
public record HeadsChange(List<String> removed, List<String> added) {

    public HeadsChange {
        removed = List.copyOf(removed);
        added = List.copyOf(added);
    }
}
