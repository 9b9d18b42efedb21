// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.JdbcOperations;

import dev.migration.execution.batch.BatchTableReader.KeyColumn;
import dev.migration.execution.report.BatchProblem;
import dev.migration.sql.Quoting;

/**
 * Finds the index that puts the rows of a table in the order of a key, and the one that makes the key unique.
 *
 * @param byBlocks whether ranges of blocks are possible instead of a key
 */
public record KeyIndexes(JdbcOperations jdbc, long table, boolean byBlocks) {

    private static final String TABLE = "?::pg_catalog.oid";

    private static final String INDEXES = """
            SELECT i.indisunique AS is_unique,
              (SELECT pg_catalog.array_agg(COALESCE(a.attname::pg_catalog.text, '') ORDER BY k.place)
                FROM pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY AS k (number, place)
                LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) i.indrelid
                  AND a.attnum OPERATOR(pg_catalog.=) k.number
                WHERE k.place OPERATOR(pg_catalog.<=) i.indnkeyatts) AS columns,
              (SELECT pg_catalog.count(DISTINCT o.bits OPERATOR(pg_catalog.&) 1::pg_catalog.int2) OPERATOR(pg_catalog.<=) 1
                FROM pg_catalog.unnest(i.indoption::pg_catalog.int2[]) AS o (bits)) AS one_direction,
              (SELECT pg_catalog.bool_and(i.indcollation[k.place] OPERATOR(pg_catalog.=) a.attcollation)
                FROM pg_catalog.generate_series(0, i.indnkeyatts OPERATOR(pg_catalog.-) 1) AS k (place)
                JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) i.indrelid
                  AND a.attnum OPERATOR(pg_catalog.=) i.indkey[k.place]) AS collated,
              (SELECT pg_catalog.array_agg(DISTINCT CASE WHEN o.oprname OPERATOR(pg_catalog.=) '>' THEN n.nspname::pg_catalog.text
                  ELSE '' END)
                FROM pg_catalog.unnest(i.indclass::pg_catalog.oid[]) AS used (class)
                JOIN pg_catalog.pg_opclass oc ON oc.oid OPERATOR(pg_catalog.=) used.class
                JOIN pg_catalog.pg_amop ap ON ap.amopfamily OPERATOR(pg_catalog.=) oc.opcfamily
                  AND ap.amoplefttype OPERATOR(pg_catalog.=) oc.opcintype AND ap.amoprighttype OPERATOR(pg_catalog.=) oc.opcintype
                  AND ap.amopstrategy OPERATOR(pg_catalog.=) 5
                JOIN pg_catalog.pg_operator o ON o.oid OPERATOR(pg_catalog.=) ap.amopopr
                JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) o.oprnamespace) AS operators
            FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid
            JOIN pg_catalog.pg_am m ON m.oid OPERATOR(pg_catalog.=) c.relam
            WHERE i.indrelid OPERATOR(pg_catalog.=) ?::pg_catalog.oid AND i.indisvalid AND i.indpred IS NULL
              AND i.indexprs IS NULL AND m.amname OPERATOR(pg_catalog.=) 'btree'
            ORDER BY i.indisprimary DESC, i.indisunique DESC, c.relname""";

    /**
     * A query for the schema of the operators that compare a key, for a text that psql runs; no row if the key is not usable.
     *
     * @param table an SQL expression for the oid of the table
     * @param key an SQL expression for the names of its columns, a {@code text[]}
     */
    public static String operatorsQuery(String table, String key) {
        String indexes = "(" + INDEXES.replace(TABLE, table) + ") AS i";
        return "SELECT i.operators[1] FROM " + indexes + " WHERE i.one_direction AND i.collated"
                + " AND pg_catalog.cardinality(i.operators) OPERATOR(pg_catalog.=) 1"
                + " AND i.operators[1] OPERATOR(pg_catalog.<>) ''"
                + " AND i.columns[1:pg_catalog.cardinality(" + key + ")] OPERATOR(pg_catalog.=) " + key
                + " AND EXISTS (SELECT FROM " + indexes
                + " WHERE i.is_unique AND i.columns OPERATOR(pg_catalog.<@) " + key + ") LIMIT 1";
    }

    /** What can be read in an order. */
    private record Index(boolean unique, List<String> columns, boolean ordered, List<String> operators) {

        static Index of(ResultSet row) throws SQLException {
            List<String> operators = BatchTableReader.texts(row, "operators");
            return new Index(
                    row.getBoolean("is_unique"),
                    BatchTableReader.texts(row, "columns"),
                    row.getBoolean("one_direction")
                            && row.getBoolean("collated")
                            && operators.size() == 1
                            && !operators.get(0).isEmpty(),
                    operators);
        }

        boolean isUniqueWithin(List<String> names) {
            return unique && new HashSet<>(names).containsAll(columns);
        }

        boolean beginsWith(List<String> names) {
            return ordered
                    && columns.size() >= names.size()
                    && columns.subList(0, names.size()).equals(names);
        }
    }

    /** The schema of the operators that compare the key. */
    String operators(String name, List<KeyColumn> key) throws BatchProblem {
        List<String> names = key.stream().map(KeyColumn::name).toList();
        List<String> nullable = key.stream()
                .filter(column -> !column.notNull())
                .map(KeyColumn::name)
                .toList();
        String title = "the key " + String.join(", ", names) + " of " + name;
        List<Index> indexes = read();
        if (indexes.stream().noneMatch(index -> index.isUniqueWithin(names))) {
            throw new BatchProblem(
                    title + " has no unique index, so that a range may end between equal rows", advice());
        }
        if (!nullable.isEmpty()) {
            throw new BatchProblem(
                    title + " may be NULL (" + String.join(", ", nullable) + "), and NULL is in no range",
                    "Write ALTER TABLE " + name + " ALTER COLUMN " + Quoting.identifier(nullable.get(0))
                            + " SET NOT NULL in an earlier revision. Or: " + advice());
        }
        return indexes.stream()
                .filter(index -> index.beginsWith(names))
                .findFirst()
                .map(index -> index.operators().get(0))
                .orElseThrow(() -> new BatchProblem(
                        title + " has no index in the order of its columns, with their collations and operators",
                        advice()));
    }

    /** What to write instead. */
    String advice() {
        String usable = read().stream()
                .filter(index -> index.unique() && index.ordered())
                .map(index -> "key=" + String.join(",", index.columns()))
                .distinct()
                .collect(Collectors.joining(" or "));
        String key = usable.isEmpty() ? "Create a unique index" : "Write '" + usable + "'";
        String blocks = (usable.isEmpty() ? ", or write" : ", or") + " 'key=ctid', which reads the table by its blocks";
        return key + (byBlocks ? blocks : "") + ". Then start again.";
    }

    private List<Index> read() {
        return jdbc.query(INDEXES, (row, number) -> Index.of(row), table);
    }
}
