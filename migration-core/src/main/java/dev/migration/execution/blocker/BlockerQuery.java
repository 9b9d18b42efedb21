// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.blocker;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.migration.event.Blocker;
import dev.migration.execution.lock.LockQueries;
import dev.migration.execution.session.MigrationSession;
import dev.migration.sql.Redaction;

/**
 * The query for the sessions that block a session, and for those that blocked it before and are still in the same transaction.
 *
 * <p>A role without the privilege to read statistics sees of the sessions of other roles only the process id, the role and the
 * name, and all of {@code pg_locks}. A process without a role is an autovacuum worker: no other process of the server holds a
 * lock on a table.
 */
record BlockerQuery(MigrationSession session, String lockKey, Redaction secrets) {

    private static final String SQL = """
            WITH us AS (SELECT %s AS pid),
            blocking AS (SELECT DISTINCT pg_catalog.unnest(pg_catalog.pg_blocking_pids(us.pid)) AS pid FROM us),
            seen AS (
                SELECT pid, true AS blocks FROM blocking
                UNION ALL
                SELECT known.pid, false FROM pg_catalog.unnest(?::pg_catalog.int4[]) AS known (pid)
                WHERE NOT EXISTS (SELECT FROM blocking WHERE blocking.pid OPERATOR(pg_catalog.=) known.pid))
            SELECT a.pid, coalesce(a.usename, ''), coalesce(a.application_name, ''),
                coalesce(a.backend_type, CASE WHEN a.usesysid IS NULL THEN 'autovacuum worker' ELSE 'client backend' END),
                coalesce(pg_catalog.left(
                    CASE WHEN a.query OPERATOR(pg_catalog.<>) '<insufficient privilege>' THEN a.query END, 4096), ''),
                a.state, extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) a.state_change),
                extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) a.xact_start), seen.blocks,
                pg_catalog.concat(a.pid, ' ', coalesce(a.xact_start::pg_catalog.text, (SELECT v.virtualtransaction
                    FROM pg_catalog.pg_locks v WHERE v.pid OPERATOR(pg_catalog.=) a.pid
                        AND v.locktype OPERATOR(pg_catalog.=) 'virtualxid' LIMIT 1))),
                (SELECT w.relation::pg_catalog.regclass::pg_catalog.text FROM us JOIN pg_catalog.pg_locks w ON w.pid OPERATOR(pg_catalog.=) us.pid
                    WHERE w.relation IS NOT NULL AND (NOT w.granted OR w.locktype OPERATOR(pg_catalog.=) 'tuple') LIMIT 1)
            FROM seen JOIN pg_catalog.pg_stat_activity a ON a.pid OPERATOR(pg_catalog.=) seen.pid
            UNION ALL
            SELECT 0, p.owner::pg_catalog.text, p.gid, 'prepared transaction', '', NULL, NULL,
                extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) p.prepared), true,
                pg_catalog.concat('prepared ', p.gid), NULL
            FROM blocking JOIN us ON blocking.pid OPERATOR(pg_catalog.=) 0
                JOIN pg_catalog.pg_locks wanted ON wanted.pid OPERATOR(pg_catalog.=) us.pid AND NOT wanted.granted
                JOIN pg_catalog.pg_locks held ON held.pid IS NULL AND held.granted
                    AND (held.database OPERATOR(pg_catalog.=) wanted.database
                            AND held.relation OPERATOR(pg_catalog.=) wanted.relation
                        OR held.transactionid OPERATOR(pg_catalog.=) wanted.transactionid)
                JOIN pg_catalog.pg_locks own ON own.pid IS NULL
                    AND own.locktype OPERATOR(pg_catalog.=) 'transactionid'
                    AND own.virtualtransaction OPERATOR(pg_catalog.=) held.virtualtransaction
                JOIN pg_catalog.pg_prepared_xacts p ON p.transaction OPERATOR(pg_catalog.=) own.transactionid""";

    /** Behind a pooler, the process is known only while it holds the migration lock: it changes with each transaction. */
    private static final String HOLDER = """
            (SELECT l.pid FROM pg_catalog.pg_locks l
                JOIN pg_catalog.pg_database d ON d.oid OPERATOR(pg_catalog.=) l.database
            WHERE l.locktype OPERATOR(pg_catalog.=) 'advisory' AND l.granted AND l.objsubid OPERATOR(pg_catalog.=) 1
                AND d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
                AND l.classid::pg_catalog.int8 OPERATOR(pg_catalog.=) %d
                AND l.objid::pg_catalog.int8 OPERATOR(pg_catalog.=) %d LIMIT 1)""";

    private static final int LONGEST_STATEMENT = 200;

    String sql() {
        return SQL.formatted(session.isPooled() ? holder(Long.parseLong(lockKey)) : Integer.toString(session.pid()));
    }

    private static String holder(long key) {
        return HOLDER.formatted(key >>> Integer.SIZE, key & 0xFFFFFFFFL);
    }

    /** @param known the process ids of the sessions that blocked before */
    List<BlockerHistory.Sighting> run(PreparedStatement query, Collection<Integer> known) throws SQLException {
        query.setArray(1, query.getConnection().createArrayOf("int4", known.toArray()));
        List<BlockerHistory.Sighting> sightings = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                Blocker blocker = new Blocker(
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        LockQueries.activity(row, 6),
                        secrets.excerpt(row.getString(5), LONGEST_STATEMENT),
                        row.getString(11) == null ? "" : row.getString(11));
                sightings.add(new BlockerHistory.Sighting(row.getString(10), row.getBoolean(9), blocker));
            }
        }
        return sightings;
    }
}
