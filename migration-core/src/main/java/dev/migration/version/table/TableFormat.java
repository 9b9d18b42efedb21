// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

/**
 * The formats of the state tables. The default of the column {@code format} is the format of a table, so that it survives each
 * dump and restore; its value in a row is the format in which the row was written.
 *
 * <ol>
 *   <li>Without this column, with sequences behind the rows and with CHECKs on type and state.
 *   <li>With {@code format} and {@code facts}. Nothing depends on a sequence, and no CHECK refuses a word of a newer version.
 * </ol>
 *
 * <p>A newer format adds only columns that are nullable or have a default, so that an older version of this library still reads
 * and writes the tables (ADR 33).
 */
public final class TableFormat {

    /** The format that this version writes. */
    public static final int CURRENT = 2;

    /** The format of a table that does not exist. */
    public static final int MISSING = 0;

    /** The first format. */
    public static final int FIRST = 1;

    private TableFormat() {}

    /** @param table an SQL expression of the type regclass, null if there is no such table */
    public static String of(String table) {
        return """
                CASE WHEN %1$s IS NULL THEN %2$d ELSE coalesce((
                    SELECT coalesce(pg_catalog.substring(pg_catalog.pg_get_expr(d.adbin, d.adrelid), '^[0-9]+')::pg_catalog.int4, %3$d)
                    FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_attrdef d
                        ON d.adrelid OPERATOR(pg_catalog.=) a.attrelid AND d.adnum OPERATOR(pg_catalog.=) a.attnum
                    WHERE a.attrelid OPERATOR(pg_catalog.=) %1$s AND a.attname OPERATOR(pg_catalog.=) 'format'
                        AND NOT a.attisdropped), %4$d) END""".formatted(table, MISSING, CURRENT, FIRST);
    }
}
