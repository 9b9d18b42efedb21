// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.stage;

import java.util.Optional;

import dev.migration.autogenerate.catalog.Item;

/** The key by which the rows of a table are read in batches. */
final class BatchKey {

    /** A table without a key is read by its blocks. */
    private static final String BLOCKS = "ctid";

    private BatchKey() {}

    /** The primary key of the table of a column, as in {@code @batch}. */
    static String of(Item column) {
        Optional<Item> key = column.schema().parts(column.owner(), "constraint").stream()
                .filter(constraint -> constraint.value("contype").equals("p"))
                .findFirst();
        return key.map(constraint -> constraint.value("definition"))
                .map(definition -> definition.substring(definition.indexOf('(') + 1, definition.indexOf(')')))
                .map(columns -> columns.replace(", ", ","))
                .orElse(BLOCKS);
    }
}
