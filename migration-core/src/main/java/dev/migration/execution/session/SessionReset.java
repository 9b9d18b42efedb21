// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.util.List;
import java.util.stream.Stream;

/** Resets everything that a script can change in a session. */
public final class SessionReset {

    /** Resets everything except the advisory lock and prepared statements: through a pooler these may belong to other clients. */
    static final List<String> STATEMENTS = List.of(
            "RESET SESSION AUTHORIZATION",
            "RESET ROLE",
            "RESET ALL",
            "CLOSE ALL",
            "UNLISTEN *",
            "DISCARD TEMP",
            "DISCARD SEQUENCES");

    /**
     * The same for a server session of a pooler, whose defaults are those of the database: the driver closes its connection when
     * it is told of another encoding or style.
     */
    static final List<String> STATEMENTS_OF_POOLED_SESSION = Stream.concat(
                    STATEMENTS.stream(), Stream.of("SET client_encoding = 'UTF8'", "SET datestyle = 'ISO'"))
            .toList();

    /** A rollback does not remove prepared statements. */
    private static final String DEALLOCATE_PREPARED = "DEALLOCATE ALL";

    private SessionReset() {}

    /**
     * Resets a session to its original settings.
     *
     * @param settings the settings that the run needs
     */
    public static List<String> to(SessionSettings original, List<String> settings) {
        return Stream.of(List.of(DEALLOCATE_PREPARED), STATEMENTS, original.restore(), settings)
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Releases all session-level advisory locks except one. A lock may be held several times, and no view shows how often, so all
     * are released. The lock to keep is taken for the transaction before: no other session gets it in between. A lock that a
     * script has released before is not taken again: another session may have migrated in the meantime.
     *
     * @param lockKey the key of the lock to keep, as an SQL expression
     */
    public static String releaseOtherLocks(String lockKey) {
        return "WITH before AS MATERIALIZED (SELECT EXISTS (SELECT FROM pg_catalog.pg_locks WHERE locktype OPERATOR(pg_catalog.=) 'advisory'"
                + " AND pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid() AND objsubid OPERATOR(pg_catalog.=) 1"
                + " AND classid OPERATOR(pg_catalog.=) (" + lockKey
                + "::bigint OPERATOR(pg_catalog.>>) 32 OPERATOR(pg_catalog.&) 4294967295)::pg_catalog.oid"
                + " AND objid OPERATOR(pg_catalog.=) (" + lockKey
                + "::bigint OPERATOR(pg_catalog.&) 4294967295)::pg_catalog.oid) AS held)"
                + " SELECT CASE WHEN held THEN pg_catalog.pg_try_advisory_xact_lock(" + lockKey + ") END,"
                + " pg_catalog.pg_advisory_unlock_all(),"
                + " CASE WHEN held THEN pg_catalog.pg_try_advisory_lock(" + lockKey + ") END FROM before";
    }

    /** Resets everything, and releases the advisory locks. */
    public static List<String> releaseAll() {
        return Stream.concat(
                        STATEMENTS.stream(),
                        Stream.of(DEALLOCATE_PREPARED, "SELECT pg_catalog.pg_advisory_unlock_all()"))
                .toList();
    }
}
