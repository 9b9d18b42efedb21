// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.sql.SQLException;
import java.sql.Statement;

import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.execution.connection.SecondConnection;
import dev.migration.execution.report.ServerErrors;

/** The ways to end what a session does, from another thread, each stronger than the one before. */
record SessionEnd(MigrationSession session, PGConnection driver) {

    private static final Logger log = LoggerFactory.getLogger(SessionEnd.class);

    /**
     * Cancels the running statement. The driver sends the request on a connection of its own, without encryption, so that a
     * firewall or a pooler may drop it.
     */
    void cancel() {
        try {
            driver.cancelQuery();
        } catch (SQLException failure) {
            log.debug("The running statement could not be cancelled: {}", ServerErrors.describe(failure));
        }
    }

    /** Lets the server end the session, which is asked on an ordinary connection; through a shared pooler, nothing. */
    void terminate() {
        if (session.isPooled()) {
            return;
        }
        log.warn(
                "The cancel request was not answered; the server is asked to end the session of pid {}", session.pid());
        try (SecondConnection second = session.openSecond();
                Statement statement = second.connection().createStatement()) {
            statement.execute("SELECT pg_catalog.pg_terminate_backend(" + session.pid() + ")");
        } catch (SQLException failure) {
            log.debug("The session could not be ended: {}", ServerErrors.describe(failure));
        }
    }

    /** Closes the connection here; the server detects this within a second, or rolls back when its network fails. */
    void abort() {
        log.warn("The server did not answer; the connection of the migration is closed");
        try {
            session.connection().abort(Runnable::run);
        } catch (SQLException failure) {
            log.debug("The connection could not be closed: {}", ServerErrors.describe(failure));
        }
    }
}
