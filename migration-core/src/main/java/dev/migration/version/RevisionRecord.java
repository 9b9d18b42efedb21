package dev.migration.version;

import java.util.List;
import java.util.Optional;

/**
 * What the database keeps about a revision beside its row.
 *
 * @param upgrade its upgrade section as it was applied; empty for one in Java, or one that is not applied
 * @param downgrade its downgrade section as it was applied
 * @param entries what was done about it, newest first, 50 at most
 */
public record RevisionRecord(Optional<String> upgrade, Optional<String> downgrade, List<HistoryEntry> entries) {

    public RevisionRecord {
        entries = List.copyOf(entries);
    }
}
