// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.util.Optional;
import java.util.function.UnaryOperator;

import dev.migration.batch.BatchKey;
import dev.migration.batch.KeyRange;

/**
 * The table of a batch and its key, as the catalog has them.
 *
 * @param name its name with its schema, quoted
 * @param estimate the number of its rows, about
 * @param blocks the number of its blocks
 */
record BatchTable(String name, BatchKey key, long estimate, long blocks) {

    /** The name of the table in queries of this library. */
    private static final String ROWS = "migration_rows";

    /** The same table with another number of blocks. */
    BatchTable with(long others) {
        return new BatchTable(name, key, estimate, others);
    }

    /** A query for the largest key. */
    String largest() {
        return select(key.json(ROWS) + "::pg_catalog.text") + " ORDER BY "
                + key.order(ROWS).replace(",", " DESC,") + " DESC LIMIT 1";
    }

    /**
     * A query for the end of a range: {@code h} and the key of its last row, or {@code c} and the number of all rows that are left
     * if it has fewer rows.
     */
    String end(KeyRange rest, int rows) {
        String range = " WHERE " + key.range(ROWS, rest);
        return "SELECT COALESCE((" + select("'h' OPERATOR(pg_catalog.||) " + key.json(ROWS) + "::pg_catalog.text")
                + range
                + " ORDER BY " + key.order(ROWS) + " OFFSET " + (rows - 1) + " LIMIT 1), ("
                + select("'c' OPERATOR(pg_catalog.||) pg_catalog.count(*)::pg_catalog.text") + range + "))";
    }

    /** The condition in a statement, whose own name of the table is another one. */
    String range(String alias, KeyRange range) {
        return key.range(alias, range);
    }

    /** A condition that the rows of a range still satisfy after the statement; empty if they may move. */
    Optional<String> stays(String alias, KeyRange range) {
        return Optional.of(key.stays(alias, range)).filter(condition -> !condition.equals("true"));
    }

    /**
     * A query for the keys of rows.
     *
     * @param range a condition for a name of the table
     * @param more what else it returns
     */
    String keys(UnaryOperator<String> range, String more) {
        return select(key.json(ROWS) + " AS migration_key" + more) + " WHERE " + range.apply(ROWS);
    }

    private String select(String list) {
        return "SELECT " + list + " FROM " + name + " AS " + ROWS;
    }
}
