// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.sql.SQLException;
import java.util.Optional;

import org.springframework.dao.DataAccessException;

import dev.migration.execution.refusal.MissingPrivilegeException;
import dev.migration.execution.refusal.MissingSchemaException;
import dev.migration.execution.refusal.ReadOnlyDatabaseException;
import dev.migration.execution.report.ServerErrors;
import dev.migration.plan.Plan;
import dev.migration.version.StateTables;
import dev.migration.version.table.StateStatements;

/** Checks that the database is writable and has a schema for the state tables, and creates the state tables. */
public final class StateTablesSetup {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String UNDEFINED_SCHEMA = "3F000";

    private final MigrationSession session;

    public StateTablesSetup(MigrationSession session) {
        this.session = session;
    }

    /** @throws ReadOnlyDatabaseException if the database is read-only */
    public void requireWritable(Plan plan) {
        if (is("SELECT pg_is_in_recovery()")) {
            throw new ReadOnlyDatabaseException(true, plan.toString());
        }
        if (session.isReadOnly() || is("SELECT current_setting('transaction_read_only')::boolean")) {
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
                        text("SELECT current_user::text"), text("SELECT current_setting('search_path')")));
    }

    /**
     * Creates the tables if they are missing.
     *
     * @throws MissingPrivilegeException if the role may not create them
     * @throws MissingSchemaException if the schema does not exist
     */
    public void createTables(StateTables tables, StateStatements statements, String lockKey) {
        // Two applications may share a history, each with its own table of applied revisions.
        if (is(
                "SELECT to_regclass(?) IS NOT NULL AND to_regclass(?) IS NOT NULL",
                tables.revisions(),
                tables.history())) {
            return;
        }
        try {
            session.writeLocked(statements.create(), lockKey, "(none)");
        } catch (DataAccessException failure) {
            session.rollbackAfter(failure);
            throw explained(failure, tables.schema().orElse(""));
        }
    }

    private RuntimeException explained(DataAccessException failure, String schema) {
        Optional<SQLException> error = ServerErrors.in(failure);
        String state = error.map(ServerErrors::stateOf).orElse("");
        if (error.isPresent() && state.equals(INSUFFICIENT_PRIVILEGE)) {
            return new MissingPrivilegeException(text("SELECT current_user::text"), schema, error.get());
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
