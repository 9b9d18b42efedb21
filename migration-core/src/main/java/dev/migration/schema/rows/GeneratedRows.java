// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.rows;

import java.util.Collections;
import java.util.SortedMap;

/**
 * What was generated.
 *
 * @param rows how many rows each table got that was empty, by its name
 * @param refused why a table that was empty got none, by its name
 */
public record GeneratedRows(SortedMap<String, Integer> rows, SortedMap<String, String> refused) {

    public GeneratedRows {
        rows = Collections.unmodifiableSortedMap(rows);
        refused = Collections.unmodifiableSortedMap(refused);
    }
}
