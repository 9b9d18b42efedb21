// SPDX-License-Identifier: Apache-2.0
package dev.migration.version;

import java.util.List;
import java.util.Optional;

/**
 * The stored sections and the history of a revision.
 *
 * @param upgrade its upgrade section as it was applied; empty for a Java revision and for one that is not applied
 * @param downgrade its downgrade section as it was applied
 * @param entries its history, newest first, at most 50 entries
 */
public record RevisionRecord(Optional<String> upgrade, Optional<String> downgrade, List<HistoryEntry> entries) {

    public RevisionRecord {
        entries = List.copyOf(entries);
    }
}
