// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.connection;

import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.execution.report.ServerErrors;

/**
 * Aborts a connection whose server process is gone or cannot be reached. A network that drops packets without a word leaves the
 * driver waiting for a result that never comes: a statement may run for hours, so the driver has no timeout for it.
 *
 * <ol>
 *   <li>A thread asks on a second connection whether the server process exists. Two answers in a row that it does not end the wait.
 *   <li>After a first look without an answer, another thread measures how long there is none: opening a connection may hang, too.
 *   <li>If the network came back and the process has been waiting for its client for as long, its answer was lost.
 *   <li>Without a second connection, for example from a pool of one, nothing is aborted.
 *   <li>The aborted connection counts as a lost session.
 * </ol>
 */
public final class ConnectionWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("dev.migration");

    private final Backend backend;
    private final BackendQuery query;
    private final Timing timing;
    private final CloseSignal closed = new CloseSignal();
    /** The begin of the first look in a row without an answer; 0 after an answer. */
    private volatile long unreachableSince;

    private boolean outage;
    private int missing;
    private String idle = "";
    private long idleSince;

    private ConnectionWatch(DataSource source, Backend backend, Timing timing) {
        this.backend = backend;
        this.query = new BackendQuery(source, backend, timing.answer());
        this.timing = timing;
    }

    /** Watches a connection until the watch is closed. */
    public static ConnectionWatch start(DataSource source, Backend backend) {
        return start(source, backend, Timing.DEFAULT);
    }

    static ConnectionWatch start(DataSource source, Backend backend, Timing timing) {
        ConnectionWatch watch = new ConnectionWatch(source, backend, timing);
        startThread(watch::look, "migration-connection-look");
        return watch;
    }

    /**
     * The times of the watch.
     *
     * @param first the time before the first look: most runs are shorter and need no second connection
     * @param interval the time between two looks
     * @param answer the longest time for an answer
     * @param longest how long there may be no answer
     */
    record Timing(Duration first, Duration interval, Duration answer, Duration longest) {

        static final Timing DEFAULT = new Timing(
                Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        closed.close();
    }

    private static void startThread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void look() {
        try (query) {
            boolean over = closed.isClosedWithin(timing.first());
            while (!over) {
                long start = System.nanoTime();
                judge(query.look(), start);
                over = closed.isClosedWithin(timing.interval());
            }
        }
    }

    private void judge(Look look, long start) {
        if (look instanceof Look.Unreachable unreachable) {
            outage |= unreachable.silent();
            if (unreachableSince == 0) {
                unreachableSince = start;
                startThread(this::guard, "migration-connection-guard");
            }
        } else if (look instanceof Look.Gone) {
            unreachableSince = 0;
            missing++;
            if (missing > 1) {
                abort("the server has ended its process " + backend.pid().getAsInt());
            }
        } else if (look instanceof Look.Reachable reachable) {
            unreachableSince = 0;
            missing = 0;
            checkAnswer(reachable.idle(), start);
        }
    }

    /** Only after an outage: otherwise a revision in Java may do its own work for as long as it likes. */
    private void checkAnswer(String since, long start) {
        if (since.isEmpty() || !since.equals(idle)) {
            idle = since;
            idleSince = start;
        } else if (outage && start - idleSince > timing.longest().toNanos()) {
            abort("the network has lost a message, the server waits for its client since " + since);
        }
    }

    private void guard() {
        boolean over = false;
        while (!over && unreachableSince != 0) {
            long since = unreachableSince;
            if (since != 0 && System.nanoTime() - since > timing.longest().toNanos()) {
                abort("the server has not answered for " + timing.longest().toSeconds() + " s");
            }
            over = closed.isClosedWithin(Duration.ofNanos(timing.interval().toNanos() / 5));
        }
    }

    private synchronized void abort(String reason) {
        if (closed.isClosedWithin(Duration.ZERO)) {
            return;
        }
        closed.close();
        log.warn("The connection of the migration is aborted: {}", reason);
        try {
            backend.connection().abort(Runnable::run);
        } catch (SQLException failure) {
            log.warn("The connection of the migration could not be aborted: {}", ServerErrors.describe(failure));
        }
    }
}
