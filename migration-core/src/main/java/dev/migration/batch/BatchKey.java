// SPDX-License-Identifier: Apache-2.0
package dev.migration.batch;

/**
 * The key of a batch, which puts the rows of its table in an order. A value of the key is a JSON array, which has one form whatever
 * the settings of the session are; only the server compares values.
 */
public sealed interface BatchKey permits ColumnKey, BlockKey {

    /**
     * The condition that a row is in a range.
     *
     * @param alias the name of the table in the statement
     */
    String range(String alias, KeyRange range);

    /** The condition that a row has this key. */
    String exactly(String alias, String key);

    /** An SQL expression for the key of a row, as a JSON array. */
    String json(String alias);

    /** The expressions of ORDER BY. */
    String order(String alias);

    /** A condition that a changed row still satisfies; an empty text if it may go anywhere. */
    String stays(String alias, KeyRange range);
}
