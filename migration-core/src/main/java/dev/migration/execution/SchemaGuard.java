// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution;

import java.sql.SQLException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import dev.migration.error.MigrationException;
import dev.migration.execution.progress.RunEvents;
import dev.migration.execution.report.RetryClass;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.verification.SchemaVerifier;

/**
 * Verifies the schema around the steps of a run, under the migration lock. On a pooled session, only a transaction holds the lock.
 *
 * @param verifier that of the whole run
 */
record SchemaGuard(SchemaVerifier verifier, MigrationSession session, LockedTables locked) {

    private static final Logger log = LoggerFactory.getLogger(SchemaGuard.class);

    /** Refuses or reports a schema that is not what the last run left, once for a run. */
    void before(RunEvents runEvents) {
        if (verifier.isOff() || runEvents.isBegun()) {
            return;
        }
        runEvents.publishOnce(
                session.isPooled()
                        ? locked.lock().inTransaction(() -> verifier.before(session, locked.tables()))
                        : verifier.before(session, locked.tables()));
    }

    /** Notes what exists, for a run that changes nothing but rows. */
    void remember() {
        if (!verifier.isOff()) {
            verifier.remember(session, locked.tables());
        }
    }

    /** Stores what the run left, within an open transaction if there is one. */
    void after() {
        if (!verifier.isOff() && !session.stop().isRequested()) {
            store();
        }
    }

    private void store() {
        try {
            if (session.isPooled() && !isInTransaction()) {
                locked.lock().inTransaction(() -> {
                    verifier.after(session, locked.tables());
                    return session;
                });
            } else {
                verifier.after(session, locked.tables());
            }
        } catch (MigrationException | DataAccessException failure) {
            if (isInTransaction()) {
                throw failure;
            }
            log.warn(
                    "What the run left could not be stored, so the next one cannot verify the schema: {}",
                    failure.toString());
        }
    }

    /** The same after a failure, whose committed steps stay. */
    void afterFailure(RuntimeException failure) {
        if (RetryClass.of(failure) != RetryClass.SESSION_LOST) {
            after();
        }
    }

    private boolean isInTransaction() {
        try {
            return !session.connection().getAutoCommit();
        } catch (SQLException closed) {
            return false;
        }
    }
}
