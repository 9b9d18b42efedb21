// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution;

import java.util.List;
import java.util.Optional;

import dev.migration.event.MigrationEvent;
import dev.migration.execution.lock.MigrationLock;
import dev.migration.execution.progress.RunEvents;
import dev.migration.execution.report.StateChangedException;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.HostName;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.StateTablesSetup;
import dev.migration.execution.session.ToolVersion;
import dev.migration.execution.wait.LockContendedException;
import dev.migration.execution.wait.ReconnectBackoff;
import dev.migration.version.AppliedBy;
import dev.migration.version.StateTables;
import dev.migration.version.table.StateStatements;
import dev.migration.version.table.TableFormat;

/**
 * Takes the migration lock on a session and creates the state tables if they are missing, or upgrades them.
 *
 * @param reconnects keeps the wait for the lock out of the retry budget
 * @param note the detail of each history row that has no other detail
 */
record StateTablesLock(
        ExecutionSettings settings, RunEvents runEvents, ReconnectBackoff reconnects, Optional<String> note) {

    /** Reads the state of locked tables and writes rows. */
    @FunctionalInterface
    interface RowWork<T> {

        T run(LockedTables locked) throws LockContendedException;
    }

    /** For a run whose steps have transactions of their own, each of which takes the lock again. */
    LockedTables forSteps(MigrationSession session) throws LockContendedException {
        LockedTables locked = prepared(session);
        reconnects.acquire(locked.lock());
        createTables(session, locked);
        return locked;
    }

    /**
     * For a command that writes only rows. A pooled session reads and writes in one transaction, which holds the lock from its
     * first statement; its other transactions would not be protected.
     */
    <T> T forRows(MigrationSession session, RowWork<T> work) throws LockContendedException {
        LockedTables locked = prepared(session);
        if (session.isPooled()) {
            return locked.lock().inTransaction(() -> onTables(session, locked, work));
        }
        reconnects.acquire(locked.lock());
        return onTables(session, locked, work);
    }

    private <T> T onTables(MigrationSession session, LockedTables locked, RowWork<T> work)
            throws LockContendedException {
        createTables(session, locked);
        return work.run(locked);
    }

    private LockedTables prepared(MigrationSession session) {
        StateTables tables = new StateTablesSetup(session).locate(settings.tables());
        session.prepare(settings);
        StateStatements statements = new StateStatements(
                        tables, new AppliedBy("", HostName.get(), settings.application(), ToolVersion.get()))
                .withNote(note);
        return new LockedTables(tables, new MigrationLock(session, settings, tables, runEvents.events()), statements);
    }

    private void createTables(MigrationSession session, LockedTables locked) throws LockContendedException {
        try {
            int format = new StateTablesSetup(session)
                    .createTables(
                            locked.tables(), locked.statements(), locked.lock().key());
            if (format > TableFormat.CURRENT) {
                runEvents.publishOnce(List.of(new MigrationEvent.NewerStateTables(format, TableFormat.CURRENT)));
            }
        } catch (StateChangedException contended) {
            throw new LockContendedException(locked.lock().holder(), contended);
        }
    }
}
