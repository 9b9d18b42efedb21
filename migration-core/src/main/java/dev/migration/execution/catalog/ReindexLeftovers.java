// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.catalog;

import java.util.Optional;

import dev.migration.execution.session.MigrationSession;
import dev.migration.sql.NonTransactionalStatement.Reindex;
import dev.migration.sql.Quoting;

/**
 * The invalid indexes that an interrupted REINDEX CONCURRENTLY has left (PostgreSQL manual, REINDEX, "Rebuilding Indexes
 * Concurrently"). Only those of the tables that the statement names, and none that another session is building now.
 *
 * <p>A query reads the indexes as they were when it began, but the builders as they are: the index of a session that ends between the
 * two looks like a leftover. So it is dropped by the name that the query has read. The index that has become valid has another one by
 * then; the OID, and so regclass, would lead to it.
 */
record ReindexLeftovers(MigrationSession session) {

    private static final String LEFTOVER = """
            WITH named AS (%s),
            tables AS (SELECT oid FROM named UNION SELECT relid FROM named, pg_catalog.pg_partition_tree(oid)
                UNION SELECT i.indrelid FROM named, pg_catalog.pg_partition_tree(named.oid) JOIN pg_catalog.pg_index i ON i.indexrelid OPERATOR(pg_catalog.=) relid)
            SELECT pg_catalog.format('%%I.%%I', n.nspname, c.relname) FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid
                JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            WHERE NOT i.indisvalid AND c.relname OPERATOR(pg_catalog.~) '_cc(new|old)[0-9]*$'
                AND (i.indrelid IN (SELECT oid FROM tables)
                    OR i.indrelid IN (SELECT t.reltoastrelid FROM tables JOIN pg_catalog.pg_class t ON t.oid OPERATOR(pg_catalog.=) tables.oid))
                AND NOT %s
            ORDER BY i.indexrelid LIMIT 1""";

    void drop(Reindex reindex) {
        String leftover = LEFTOVER.formatted(named(reindex), IndexBuilders.EXIST);
        for (Optional<String> left = session.query(leftover); left.isPresent(); left = session.query(leftover)) {
            session.query("DROP INDEX CONCURRENTLY IF EXISTS " + left.get());
        }
    }

    /** The query for the tables of the statement; a partitioned index stands for those of its partitions. */
    private static String named(Reindex reindex) {
        String relation = "pg_catalog.to_regclass(" + Quoting.literal(reindex.name()) + ")";
        return switch (reindex.type()) {
            case "index" ->
                "SELECT " + relation
                        + "::pg_catalog.oid AS oid UNION SELECT indrelid FROM pg_catalog.pg_index WHERE indexrelid OPERATOR(pg_catalog.=) "
                        + relation;
            case "table" -> "SELECT " + relation + "::pg_catalog.oid AS oid";
            case "schema" ->
                "SELECT oid FROM pg_catalog.pg_class WHERE relnamespace OPERATOR(pg_catalog.=) (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname OPERATOR(pg_catalog.=) "
                        + Quoting.catalogName(reindex.name()) + ")";
            default -> "SELECT oid FROM pg_catalog.pg_class";
        };
    }
}
