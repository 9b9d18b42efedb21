// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rows of a table that another state of the database does not have as they were.
 *
 * <p>With a primary key that both states have, rows are compared by their key. Without one, rows are compared as a whole, and the
 * columns are those whose values differ, taken alone.
 *
 * @param table qualified by its schema
 * @param before how many rows it had
 * @param missing how many of them are gone
 * @param added how many rows it has that it had not before
 * @param changed by column that both states have, in how many of the other rows its value differs
 */
public record RowLoss(String table, long before, long missing, long added, SortedMap<String, Long> changed) {

    static Optional<RowLoss> between(String table, TableContent before, TableContent after) {
        List<String> common = new ArrayList<>(before.columns());
        common.retainAll(after.columns());
        boolean keyed = !before.key().isEmpty() && before.key().equals(after.key());
        RowLoss loss = keyed ? byKey(table, before, after, common) : asWhole(table, before, after, common);
        return loss.missing + loss.added > 0 || !loss.changed.isEmpty() ? Optional.of(loss) : Optional.empty();
    }

    private static RowLoss byKey(String table, TableContent before, TableContent after, List<String> common) {
        Map<List<String>, List<String>> later = after.byKey();
        SortedMap<String, Long> changed = new TreeMap<>();
        long missing = 0;
        for (Map.Entry<List<String>, List<String>> row : before.byKey().entrySet()) {
            List<String> other = later.get(row.getKey());
            if (other == null) {
                missing++;
            } else {
                common.stream()
                        .filter(column -> !before.value(row.getValue(), column).equals(after.value(other, column)))
                        .forEach(column -> changed.merge(column, 1L, Long::sum));
            }
        }
        long size = before.rows().size();
        return new RowLoss(table, size, missing, after.rows().size() - (size - missing), changed);
    }

    private static RowLoss asWhole(String table, TableContent before, TableContent after, List<String> common) {
        long size = before.rows().size();
        long later = after.rows().size();
        SortedMap<String, Long> changed = new TreeMap<>();
        long missing = missing(before.count(common), after.count(common));
        if (missing > 0) {
            for (String column : common) {
                long values = missing(before.count(List.of(column)), after.count(List.of(column)));
                if (values > Math.max(0, size - later)) {
                    changed.put(column, values);
                }
            }
        }
        return changed.isEmpty()
                ? new RowLoss(table, size, missing, later - (size - missing), changed)
                : new RowLoss(table, size, Math.max(0, size - later), Math.max(0, later - size), changed);
    }

    private static long missing(Map<List<String>, Long> before, Map<List<String>, Long> after) {
        return before.entrySet().stream()
                .mapToLong(entry -> Math.max(0, entry.getValue() - after.getOrDefault(entry.getKey(), 0L)))
                .sum();
    }

    /** For example {@code public.tickets: 2 of 3 rows are missing; note differs in 1 of 3 rows}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (missing > 0) {
            parts.add(missing + " of " + before + " rows are missing");
        }
        if (added > 0) {
            parts.add(added + " rows are new");
        }
        changed.forEach((column, rows) -> parts.add(column + " differs in " + rows + " of " + before + " rows"));
        return table + ": " + String.join("; ", parts);
    }
}
