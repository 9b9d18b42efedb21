// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.rows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a table.
 *
 * @param columns their names, sorted
 * @param key the columns of the primary key; empty if there is none
 * @param rows the hashes of the values, in the order of the columns
 */
record TableContent(List<String> columns, List<String> key, List<List<String>> rows) {

    /** How often each combination of values of these columns occurs. */
    Map<List<String>, Long> count(List<String> some) {
        Map<List<String>, Long> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(values(row, some), 1L, Long::sum));
        return counts;
    }

    /** The rows by the values of the primary key. */
    Map<List<String>, List<String>> byKey() {
        Map<List<String>, List<String>> found = new HashMap<>();
        rows.forEach(row -> found.put(values(row, key), row));
        return found;
    }

    String value(List<String> row, String column) {
        return row.get(columns.indexOf(column));
    }

    private List<String> values(List<String> row, List<String> some) {
        return some.stream().map(column -> value(row, column)).toList();
    }
}
