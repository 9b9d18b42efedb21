// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.lock;

import java.time.Duration;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import dev.migration.execution.report.RetryClass;
import dev.migration.execution.session.MigrationSession;

/**
 * Ends the session that holds the migration lock if it is in the middle of a {@code COPY … FROM STDIN} whose client sends nothing for a
 * long time: its process is suspended. The server has no limit for that. The session counts as active, and neither a timeout nor a cancel
 * request is noticed while the server waits for data; {@code pg_terminate_backend} is.
 */
final class FrozenCopy {

    /** A network that is cut is noticed by the process itself after 30 s. */
    static final Duration LONGEST = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger("dev.migration");

    private static final int LOOKS = 12;

    /** The bytes are null for a role that may not see them. */
    private static final String SESSION = """
            FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid OPERATOR(pg_catalog.=) l.pid
                JOIN pg_catalog.pg_stat_progress_copy c ON c.pid OPERATOR(pg_catalog.=) a.pid
            WHERE l.locktype OPERATOR(pg_catalog.=) 'advisory' AND l.granted AND l.objsubid OPERATOR(pg_catalog.=) 1
              AND l.database OPERATOR(pg_catalog.=) (SELECT oid FROM pg_catalog.pg_database WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
              AND l.classid::pg_catalog.int8 OPERATOR(pg_catalog.=) %d AND l.objid::pg_catalog.int8 OPERATOR(pg_catalog.=) %d
              AND a.wait_event OPERATOR(pg_catalog.=) 'ClientRead' AND c.command OPERATOR(pg_catalog.=) 'COPY FROM'
              AND c.bytes_processed IS NOT NULL
            """;

    private static final String PROGRESS =
            "pg_catalog.concat_ws(' ', a.pid, EXTRACT(epoch FROM a.backend_start), c.bytes_processed)";

    private final MigrationSession session;
    private final String found;
    private final Duration longest;
    private Optional<String> seen = Optional.empty();
    private long since;
    private long looked;

    /**
     * @param key the key of the migration lock
     * @param longest how long the client may send nothing
     */
    FrozenCopy(MigrationSession session, long key, Duration longest) {
        this.session = session;
        this.found = SESSION.formatted(key >>> Integer.SIZE, key & 0xFFFFFFFFL);
        this.longest = longest;
        this.looked = System.nanoTime() - longest.toNanos();
    }

    /** Called again and again while this session waits for the lock. */
    void check() {
        if (System.nanoTime() - looked < longest.toNanos() / LOOKS) {
            return;
        }
        looked = System.nanoTime();
        Optional<String> now = session.query("SELECT " + PROGRESS + " " + found);
        if (now.isEmpty() || !now.equals(seen)) {
            seen = now;
            since = System.nanoTime();
        } else if (System.nanoTime() - since >= longest.toNanos()) {
            end(now.get());
        }
    }

    private void end(String progress) {
        String pid = progress.substring(0, progress.indexOf(' '));
        since = System.nanoTime();
        try {
            session.query("SELECT pg_catalog.pg_terminate_backend(a.pid) " + found + " AND " + PROGRESS
                    + " OPERATOR(pg_catalog.=) '" + progress + "' LIMIT 1");
            log.warn(
                    "The session with pid {} held the migration lock in the middle of a COPY, and its process sent no data for {} s: it is"
                            + " suspended or gone. The session was terminated, and its revision is rolled back",
                    pid,
                    longest.toSeconds());
        } catch (DataAccessException failure) {
            if (RetryClass.of(failure) == RetryClass.SESSION_LOST) {
                throw failure;
            }
            log.warn(
                    "The session with pid {} holds the migration lock in the middle of a COPY, and its process sends no data: it is"
                            + " suspended or gone. End it: SELECT pg_terminate_backend({}). This role may not: {}",
                    pid,
                    pid,
                    failure.getMostSpecificCause().getMessage());
        }
    }
}
