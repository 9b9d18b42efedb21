// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.catalog;

/** The sessions that build or rebuild an index at this moment. */
final class IndexBuilders {

    /**
     * Whether there is one, for the index {@code c.oid} of the table {@code i.indrelid}. A row of the progress view names its
     * index only to the same role and to members of pg_read_all_stats; for other roles, the lock that CREATE INDEX CONCURRENTLY
     * holds on the table says it. REINDEX holds a lock on the index itself.
     */
    static final String EXIST = """
            (EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index p
                WHERE p.index_relid OPERATOR(pg_catalog.=) c.oid
                    OR p.index_relid IS NULL AND EXISTS (%1$s AND l.relation OPERATOR(pg_catalog.=) i.indrelid AND l.pid OPERATOR(pg_catalog.=) p.pid))
             OR EXISTS (%1$s AND l.relation OPERATOR(pg_catalog.=) c.oid))""".formatted("""
                            SELECT FROM pg_catalog.pg_locks l
                            WHERE l.mode OPERATOR(pg_catalog.=) ANY ('{ShareUpdateExclusiveLock,AccessExclusiveLock}'::pg_catalog.text[]) AND l.granted
                                AND l.pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()
                                AND l.database OPERATOR(pg_catalog.=) (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database())""");

    private IndexBuilders() {}
}
