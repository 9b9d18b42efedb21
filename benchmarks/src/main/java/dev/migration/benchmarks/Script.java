// SPDX-License-Identifier: Apache-2.0
package dev.migration.benchmarks;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A change of a database.
 *
 * @param number its place in the order, from 1
 */
record Script(int number, String sql) {

    private static final int ROWS = 100_000;
    private static final int TABLES = 2_500;
    private static final String FILLER = "x".repeat(170);

    /** The number with leading zeros, so that files are in order. */
    String id() {
        return "%06d".formatted(number);
    }

    /** Scripts of two or three statements, as they occur most. */
    static List<Script> small(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Script::table).toList();
    }

    private static Script table(int number) {
        return new Script(
                number,
                "CREATE TABLE t" + number + " (id bigint PRIMARY KEY, name text NOT NULL, created_at timestamptz);\n"
                        + "CREATE INDEX ON t" + number + " (name);\n");
    }

    /** One script with 100,000 INSERTs, which has 20 MB. */
    static List<Script> inserts() {
        StringBuilder sql = new StringBuilder("CREATE TABLE rows (id int, filler text);\n");
        for (int row = 0; row < ROWS; row++) {
            sql.append("INSERT INTO rows VALUES (")
                    .append(row)
                    .append(", '")
                    .append(FILLER)
                    .append("');\n");
        }
        return List.of(new Script(1, sql.toString()));
    }

    /** One script with 5,000 statements that change the schema. */
    static List<Script> statements() {
        return List.of(new Script(1, small(TABLES).stream().map(Script::sql).collect(Collectors.joining())));
    }

    /** One script that copies 20 MB of rows. */
    static List<Script> copy() {
        StringBuilder sql =
                new StringBuilder("CREATE TABLE rows (id int, filler text);\nCOPY rows (id, filler) FROM stdin;\n");
        for (int row = 0; row < ROWS; row++) {
            sql.append(row).append('\t').append(FILLER).append("0123456789abcdefghij\n");
        }
        return List.of(new Script(1, sql.append("\\.\n").toString()));
    }
}
