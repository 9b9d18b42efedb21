// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.springframework.jdbc.core.JdbcOperations;

import dev.migration.batch.Batch;
import dev.migration.batch.BlockKey;
import dev.migration.batch.ColumnKey;
import dev.migration.execution.report.BatchProblem;
import dev.migration.sql.Identifier;

/**
 * Reads from the catalog whether the rows of a table can be divided into ranges of a key.
 *
 * @param byBlocks whether ranges of blocks are possible instead of a key
 */
record BatchTableReader(JdbcOperations jdbc, boolean byBlocks) {

    private static final String TABLE = """
            SELECT c.oid, pg_catalog.format('%I.%I', n.nspname, c.relname) AS name, c.relkind, c.relpersistence,
              EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhparent OPERATOR(pg_catalog.=) c.oid) AS parent,
              (pg_catalog.pg_relation_size(c.oid) OPERATOR(pg_catalog./)
                pg_catalog.current_setting('block_size')::bigint) AS blocks, c.relpages,
              (SELECT pg_catalog.sum(GREATEST(p.reltuples, 0))::bigint FROM pg_catalog.pg_class p
                WHERE p.oid OPERATOR(pg_catalog.=) c.oid OR c.relkind OPERATOR(pg_catalog.=) 'p' AND p.oid OPERATOR(pg_catalog.=) ANY (
                  SELECT t.relid FROM pg_catalog.pg_partition_tree(c.oid) t WHERE t.isleaf)) AS rows
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            WHERE c.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(?)""";

    private static final String COLUMN = """
            SELECT a.attname, a.attnotnull, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type
            FROM pg_catalog.pg_attribute a WHERE a.attrelid OPERATOR(pg_catalog.=) ?::pg_catalog.oid
              AND a.attname OPERATOR(pg_catalog.=) ?::pg_catalog.name AND a.attnum OPERATOR(pg_catalog.>) 0
              AND NOT a.attisdropped""";

    /** A table that was never analysed. */
    private static final long ROWS_OF_A_BLOCK = 50;

    /** @throws BatchProblem if they cannot */
    BatchTable read(Batch batch) throws BatchProblem {
        Relation relation = jdbc.query(TABLE, (row, number) -> Relation.of(row), batch.table()).stream()
                .findFirst()
                .orElseThrow(() -> new BatchProblem(
                        "the table " + batch.table() + " of '@batch' does not exist",
                        "42P01",
                        "Correct its name, or name its schema; if it was dropped meanwhile, delete the statement. Then start"
                                + " again.",
                        null));
        refuseOtherKinds(relation);
        if (batch.isByBlocks()) {
            return byBlocks(relation);
        }
        List<KeyColumn> columns = new ArrayList<>();
        for (String name : batch.key()) {
            columns.add(column(relation, name));
        }
        String operators = new KeyIndexes(jdbc, relation.oid(), byBlocks).operators(relation.name(), columns);
        return new BatchTable(
                relation.name(),
                new ColumnKey(
                        columns.stream()
                                .map(column -> new ColumnKey.Column(column.name(), column.type()))
                                .toList(),
                        operators),
                relation.estimate(),
                relation.blocks());
    }

    /** The number of blocks that the table has now. */
    long blocks(BatchTable table) throws BatchProblem {
        return read(new Batch(table.name(), List.of(Batch.BLOCKS), 0, true)).blocks();
    }

    /** A column of the key. */
    record KeyColumn(String name, boolean notNull, String type) {}

    private static BatchTable byBlocks(Relation relation) throws BatchProblem {
        if (relation.kind().equals("p")) {
            throw new BatchProblem(
                    relation.name() + " is partitioned, so that its rows have no common order of blocks",
                    "Name the columns of a key, or write one '@batch' for each partition. Then start again.");
        }
        return new BatchTable(
                relation.name(), new BlockKey(relation.density(), ""), relation.estimate(), relation.blocks());
    }

    private KeyColumn column(Relation relation, String written) throws BatchProblem {
        return jdbc
                .query(
                        COLUMN,
                        (row, number) -> new KeyColumn(
                                row.getString("attname"), row.getBoolean("attnotnull"), row.getString("type")),
                        relation.oid(),
                        Identifier.folded(written))
                .stream()
                .findFirst()
                .orElseThrow(() -> new BatchProblem(
                        relation.name() + " has no column " + written + ", which '@batch' names as its key",
                        "42703",
                        new KeyIndexes(jdbc, relation.oid(), byBlocks).advice(),
                        null));
    }

    private void refuseOtherKinds(Relation relation) throws BatchProblem {
        if (!List.of("r", "p").contains(relation.kind())) {
            throw new BatchProblem(
                    relation.name() + " is " + kind(relation.kind()) + ", and only the rows of a table have ranges",
                    "Name the table behind it in '@batch' and in the statement. Then start again.");
        }
        if (relation.kind().equals("r") && relation.parent()) {
            throw new BatchProblem(
                    relation.name() + " has child tables, whose rows are not in its key",
                    "Write one '@batch' for each of them, and ONLY in the statement for this one. Then start again.");
        }
        if (relation.persistence().equals("t")) {
            throw new BatchProblem(
                    relation.name() + " is a temporary table: it is gone when another session continues",
                    "Use an ordinary table" + (byBlocks ? ", or the statement without '@batch'" : "")
                            + ". Then start again.");
        }
    }

    private static String kind(String letter) {
        return switch (letter) {
            case "v" -> "a view";
            case "m" -> "a materialized view";
            case "f" -> "a foreign table";
            default -> "not a table";
        };
    }

    /** What the catalog says about a relation. */
    private record Relation(
            long oid,
            String name,
            String kind,
            String persistence,
            boolean parent,
            long blocks,
            long analysedBlocks,
            long rows) {

        static Relation of(ResultSet row) throws SQLException {
            return new Relation(
                    row.getLong("oid"),
                    row.getString("name"),
                    row.getString("relkind"),
                    row.getString("relpersistence"),
                    row.getBoolean("parent"),
                    row.getLong("blocks"),
                    row.getLong("relpages"),
                    row.getLong("rows"));
        }

        long density() {
            return analysedBlocks > 0 && rows > 0 ? Math.max(1, rows / analysedBlocks) : ROWS_OF_A_BLOCK;
        }

        long estimate() {
            return rows > 0 ? rows : blocks * ROWS_OF_A_BLOCK;
        }
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }
}
