// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.dao.DataAccessException;

import dev.migration.execution.refusal.MissingPrivilegeException;
import dev.migration.execution.refusal.MissingSchemaException;
import dev.migration.execution.refusal.ReadOnlyDatabaseException;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.StateChangedException;
import dev.migration.plan.Plan;
import dev.migration.sql.Quoting;
import dev.migration.version.StateTables;
import dev.migration.version.table.StateStatement;
import dev.migration.version.table.StateStatements;
import dev.migration.version.table.StateTableAccess;
import dev.migration.version.table.StateTableStatements;
import dev.migration.version.table.TableFormat;

/** Checks that the database is writable and has a schema for the state tables, and creates the state tables. */
public final class StateTablesSetup {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String UNDEFINED_SCHEMA = "3F000";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** How long an upgrade of the tables waits for their lock. */
    public static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    /**
     * A column of the new format exists already, or the table, its type or its index; a conflict within the catalog has the SQLSTATE of
     * a unique constraint. The lock of an application that shares only the history is another one.
     */
    private static final Set<String> CHANGED_MEANWHILE = Set.of("42701", "42P07", "42710", "23505");

    private final MigrationSession session;

    public StateTablesSetup(MigrationSession session) {
        this.session = session;
    }

    /** @throws ReadOnlyDatabaseException if the database is read-only */
    public void requireWritable(Plan plan) {
        if (is("SELECT pg_catalog.pg_is_in_recovery()")) {
            throw new ReadOnlyDatabaseException(true, plan.toString());
        }
        if (session.isReadOnly() || is("SELECT pg_catalog.current_setting('transaction_read_only')::boolean")) {
            throw new ReadOnlyDatabaseException(false, plan.toString());
        }
    }

    /**
     * The tables with their schema: where they exist or would be created.
     *
     * @throws MissingSchemaException if there is none
     */
    public StateTables locate(StateTables tables) {
        return session.state(tables)
                .located()
                .orElseThrow(() -> new MissingSchemaException(
                        text("SELECT current_user::pg_catalog.text"),
                        text("SELECT pg_catalog.current_setting('search_path')")));
    }

    /**
     * Creates the tables if they are missing, and upgrades tables of an older format.
     *
     * @throws dev.migration.version.UnsafeStateTablesException if existing tables cannot be trusted
     * @return the newer format of the two tables, which may be newer than {@link TableFormat#CURRENT}
     * @throws MissingPrivilegeException if the role may not do this
     * @throws MissingSchemaException if the schema does not exist
     * @throws StateChangedException if another session holds the lock, or reads the tables for so long that they cannot be upgraded
     */
    public int createTables(StateTables tables, StateStatements statements, String lockKey) {
        // Two applications may share a history, each with its own table of applied revisions.
        StateTableAccess access = new StateTableAccess(session.jdbc(), tables, true);
        access.check();
        int revisions = format(tables.revisions());
        int history = format(tables.history());
        List<StateStatement> missing = changes(statements.ofTables(), revisions, history);
        if (!missing.isEmpty()) {
            try {
                session.writeLocked(missing, lockKey, "(none)");
            } catch (DataAccessException failure) {
                session.rollbackAfter(failure);
                throw explained(failure, tables);
            }
            // Another role may have created one of them in the meantime.
            access.check();
        }
        return Math.max(revisions, history);
    }

    private int format(String table) {
        return session.query("SELECT " + TableFormat.of("pg_catalog.to_regclass(" + Quoting.literal(table) + ")"))
                .map(Integer::valueOf)
                .orElseThrow();
    }

    private static List<StateStatement> changes(StateTableStatements statements, int revisions, int history) {
        List<StateStatement> changes = new ArrayList<>();
        if (revisions == TableFormat.MISSING || history == TableFormat.MISSING) {
            changes.addAll(statements.create());
        }
        if (isOlder(revisions)) {
            changes.addAll(statements.upgradeRevisions());
        }
        if (isOlder(history)) {
            changes.addAll(statements.upgradeHistory());
        }
        if (isOlder(revisions) || isOlder(history)) {
            // A waiting ALTER TABLE makes every reader of the table wait, too.
            changes.add(0, StateTableStatements.lockTimeout(LONGEST_WAIT));
        }
        return changes;
    }

    private static boolean isOlder(int format) {
        return format >= TableFormat.FIRST && format < TableFormat.CURRENT;
    }

    private RuntimeException explained(DataAccessException failure, StateTables tables) {
        String schema = tables.schema().orElse("");
        Optional<SQLException> error = ServerErrors.in(failure);
        String state = error.map(ServerErrors::stateOf).orElse("");
        if (error.isPresent() && state.equals(INSUFFICIENT_PRIVILEGE)) {
            String role = text("SELECT current_user::pg_catalog.text");
            return isOlder(format(tables.revisions())) || isOlder(format(tables.history()))
                    ? MissingPrivilegeException.upgrading(role, schema, error.get())
                    : new MissingPrivilegeException(role, schema, error.get());
        }
        if (state.equals(LOCK_NOT_AVAILABLE)) {
            return new StateChangedException(
                    "(none)", "another session used the state tables, which had to be upgraded,");
        }
        if (CHANGED_MEANWHILE.contains(state)) {
            return new StateChangedException("(none)", "another session created or upgraded the state tables");
        }
        return state.equals(UNDEFINED_SCHEMA) ? new MissingSchemaException(schema) : failure;
    }

    private boolean is(String query, Object... parameters) {
        return Boolean.TRUE.equals(session.jdbc().queryForObject(query, Boolean.class, parameters));
    }

    private String text(String query) {
        return Optional.ofNullable(session.jdbc().queryForObject(query, String.class))
                .orElse("");
    }
}
