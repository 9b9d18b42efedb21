package dev.migration.boot.actuate.descriptor;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A page of the applied revisions, newest first.
 *
 * @param total how many there are
 * @param offset how many newer ones are left out
 * @param limit how many are here at most
 */
public record HistoryDescriptor(
        int total,
        int offset,
        int limit,
        List<DatabaseDescriptor.AppliedEntry> history,
        @Nullable String error) implements SelectionDescriptor.Part {

    public static HistoryDescriptor of(DatabaseDescriptor database, PageRange paging) {
        List<DatabaseDescriptor.AppliedEntry> all = database.history();
        int from = Math.min(paging.offset(), all.size());
        return new HistoryDescriptor(
                all.size(),
                paging.offset(),
                paging.limit(),
                all.subList(from, from + Math.min(paging.limit(), all.size() - from)),
                database.error());
    }
}
