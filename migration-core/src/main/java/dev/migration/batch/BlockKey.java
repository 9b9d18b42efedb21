// SPDX-License-Identifier: Apache-2.0
package dev.migration.batch;

import dev.migration.sql.Quoting;

/**
 * The place of a row in its table, for a table without a key. The key is the block and the number of the row in it.
 *
 * <p>An UPDATE writes another version of the row, perhaps into a later block that a later range reads. Such a version is recognised by
 * the transaction that wrote it, and is not read again.
 *
 * @param density how many rows are in a block, about
 * @param own an SQL expression for the ids of the transactions of this batch that are committed, an array of the type
 *     {@code int8multirange[]}; empty if there are none
 */
public record BlockKey(long density, String own) implements BatchKey {

    /** No row of a block has a larger number. */
    public static final int LAST_OF_BLOCK = 65_535;

    private static final String NOW = "(SELECT pg_catalog.pg_current_xact_id()::pg_catalog.text::bigint)";

    /** The same key after further transactions. */
    public BlockKey with(String transactions) {
        return new BlockKey(
                density,
                transactions.isEmpty() || transactions.equals("{}")
                        ? ""
                        : "ARRAY[" + Quoting.literal(transactions) + "::pg_catalog.int8multirange]");
    }

    /** The same key after the transactions of other sessions, which the same statement reads: both have the same snapshot. */
    public BlockKey withShared(String query) {
        return new BlockKey(density, "ARRAY(" + query + ")");
    }

    /** The key of the last row of a block. */
    public static String endOf(long block) {
        return "[" + block + ", " + LAST_OF_BLOCK + "]";
    }

    /** The block of a key. */
    public static long blockOf(String key) {
        return Long.parseLong(key.substring(1, key.indexOf(',')).strip());
    }

    /** Whether a key is the end of its block. */
    public static boolean isEnd(String key) {
        return key.replace(" ", "").endsWith("," + LAST_OF_BLOCK + "]");
    }

    @Override
    public String range(String alias, KeyRange range) {
        String end = place(alias, "<=", range.upTo());
        return range.after()
                        .map(after -> place(alias, ">", after) + " AND " + end)
                        .orElse(end)
                + notOwn(alias);
    }

    @Override
    public String exactly(String alias, String key) {
        return place(alias, "=", key) + notOwn(alias);
    }

    @Override
    public String json(String alias) {
        return "pg_catalog.translate(" + alias + ".ctid::pg_catalog.text, '()', '[]')::pg_catalog.jsonb";
    }

    @Override
    public String order(String alias) {
        return alias + ".ctid";
    }

    @Override
    public String stays(String alias, KeyRange range) {
        return "true";
    }

    private static String place(String alias, String operator, String key) {
        return alias + ".ctid OPERATOR(pg_catalog." + operator + ") "
                + Quoting.literal(key.replace('[', '(').replace(']', ')')) + "::pg_catalog.tid";
    }

    private String notOwn(String alias) {
        return own.isEmpty() ? "" : " AND NOT " + fullId(alias) + " OPERATOR(pg_catalog.<@) ANY (" + own + ")";
    }

    /**
     * The id of the transaction that wrote a row, without the wraparound of 32 bits: the one that is nearest to the current
     * transaction. It may be younger, because transactions of other sessions are visible as soon as they are committed.
     */
    private static String fullId(String alias) {
        String distance = "(" + alias + ".xmin::pg_catalog.text::bigint OPERATOR(pg_catalog.-) " + NOW + ")";
        return "(" + NOW + " OPERATOR(pg_catalog.+) (((((" + distance
                + " OPERATOR(pg_catalog.+) 2147483648) OPERATOR(pg_catalog.%) 4294967296) OPERATOR(pg_catalog.+) 4294967296)"
                + " OPERATOR(pg_catalog.%) 4294967296) OPERATOR(pg_catalog.-) 2147483648))";
    }

    /** An SQL expression for the ids with that of the current transaction. */
    public static String withCurrent(String ids) {
        return "(" + ids + " OPERATOR(pg_catalog.+) pg_catalog.int8multirange(pg_catalog.int8range("
                + "pg_catalog.pg_current_xact_id()::pg_catalog.text::bigint,"
                + " pg_catalog.pg_current_xact_id()::pg_catalog.text::bigint, '[]')))";
    }
}
