// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.rows;

import java.util.List;
import java.util.Map;

/**
 * What decides which rows fit into a table.
 *
 * @param name qualified by its schema
 * @param columns those that an INSERT names: without generated ones, identities and serials
 * @param references its foreign keys
 * @param constraints the columns of each other constraint and unique index, by its name
 * @param required the columns that must not be NULL
 */
record TableShape(
        String name,
        List<ColumnShape> columns,
        List<Reference> references,
        Map<String, List<String>> constraints,
        List<String> required) {

    /**
     * A column.
     *
     * @param type as it is declared
     * @param base the name of its type, of the type below a domain, or of the elements of an array
     * @param qualifier the modifier of that type; -1 if it has none
     * @param isArray whether values are arrays
     * @param literals the labels of an enum
     * @param hints literals of the checks of the column and its domain: values that may be allowed
     */
    record ColumnShape(
            String name,
            String type,
            String base,
            int qualifier,
            boolean isArray,
            List<String> literals,
            List<String> hints) {}

    /**
     * A foreign key.
     *
     * @param table the table that it refers to, qualified by its schema
     * @param columns its columns
     * @param referenced the columns that they refer to, in the same order
     */
    record Reference(String table, List<String> columns, List<String> referenced) {}

    boolean isRequired(String column) {
        return required.contains(column);
    }
}
