// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.blocker;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.event.Blocker;
import dev.migration.execution.connection.CloseSignal;
import dev.migration.execution.connection.SecondConnection;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.setting.LockLimits;

/**
 * Finds the sessions that block a session. They are visible only while the session waits, so a thread queries them repeatedly on
 * another connection. It starts after the first failed attempt, because most revisions never need it.
 *
 * <p>If the settings permit it, the thread terminates blocking sessions that are idle in a transaction.
 */
public final class BlockerWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger("dev.migration");

    /** Several queries in the 100 ms of an attempt. */
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private static final String DEADLOCK_TIMEOUT =
            "SELECT setting::pg_catalog.int4 FROM pg_catalog.pg_settings WHERE name OPERATOR(pg_catalog.=) 'deadlock_timeout'";

    private final MigrationSession session;
    private final BlockerQuery blockers;
    private final BlockerHistory history;
    private final IdleTermination termination;
    private final CloseSignal closed = new CloseSignal();
    private final Thread thread = new Thread(this::watch, "migration-blockers");

    /**
     * @param session the session that may be blocked
     * @param lockKey the key of the migration lock, which the session holds during an attempt
     */
    public BlockerWatch(MigrationSession session, String lockKey, ExecutionSettings settings) {
        LockLimits limits = settings.lockLimits();
        this.session = session;
        this.blockers = new BlockerQuery(session, lockKey, settings.variables().redaction());
        this.history = new BlockerHistory(limits.maxWait());
        this.termination = new IdleTermination(limits.terminateIdleAfter());
        thread.setDaemon(true);
    }

    /** An attempt begins; the watch starts with the second one. */
    public void attemptBegins(int failed) {
        history.attemptBegins();
        if (failed > 0 && thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /** The sessions that blocked it last; empty if none was found. */
    public List<Blocker> blockers() {
        return history.last();
    }

    /** What is known about the sessions that blocked the attempt which just failed. */
    BlockerHistory.Summary summary() {
        return history.summary();
    }

    /** Tells which sessions were terminated; empty if none was. */
    public String terminated() {
        return termination.describe();
    }

    @Override
    public void close() {
        closed.close();
    }

    private void watch() {
        try (SecondConnection second = session.openSecond();
                PreparedStatement query = second.connection().prepareStatement(blockers.sql())) {
            Connection connection = second.connection();
            history.setDeadlockTimeout(deadlockTimeout(connection));
            do {
                List<BlockerHistory.Sighting> sightings = blockers.run(query, history.open());
                history.add(sightings);
                termination.check(connection, sightings);
            } while (!closed.isClosedWithin(INTERVAL));
        } catch (SQLException failure) {
            log.debug("The sessions that block the migration cannot be read: {}", ServerErrors.describe(failure));
        }
    }

    private static Duration deadlockTimeout(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(DEADLOCK_TIMEOUT)) {
            row.next();
            return Duration.ofMillis(row.getLong(1));
        }
    }
}
