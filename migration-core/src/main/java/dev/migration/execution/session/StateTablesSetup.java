package dev.migration.execution.session;

import java.sql.SQLException;
import java.util.Optional;

import org.springframework.dao.DataAccessException;

import dev.migration.execution.refusal.MissingPrivilegeException;
import dev.migration.execution.refusal.MissingSchemaException;
import dev.migration.execution.refusal.ReadOnlyDatabaseException;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.StateChangedException;
import dev.migration.plan.Plan;
import dev.migration.version.StateStatements;
import dev.migration.version.StateTables;

/** Sees to it that the state can be kept: a database that takes writes, a schema, and the two tables. */
public final class StateTablesSetup {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    /** What {@link MigrationSession#writeLocked} ends in when the lock is not to be had. */
    private static final String DIVISION_BY_ZERO = "22012";

    private static final String UNDEFINED_SCHEMA = "3F000";

    private final MigrationSession session;

    public StateTablesSetup(MigrationSession session) {
        this.session = session;
    }

    /** @throws ReadOnlyDatabaseException if the database takes no writes */
    public void requireWritable(Plan plan) {
        if (is("SELECT pg_is_in_recovery()")) {
            throw new ReadOnlyDatabaseException(true, plan.toString());
        }
        if (session.isLentForReading() || is("SELECT current_setting('transaction_read_only')::boolean")) {
            throw new ReadOnlyDatabaseException(false, plan.toString());
        }
    }

    /**
     * The tables with the schema they are in or will be made in.
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
     * Makes the tables, if they are missing.
     *
     * @throws MissingPrivilegeException if the role may not
     * @throws MissingSchemaException if the schema does not exist
     */
    public void createTables(StateTables tables, StateStatements statements, String lockKey) {
        // Two applications may share a history and have each a table of applied revisions.
        if (is(
                "SELECT to_regclass(?) IS NOT NULL AND to_regclass(?) IS NOT NULL",
                tables.revisions(),
                tables.history())) {
            return;
        }
        try {
            session.writeLocked(statements.create(), lockKey);
        } catch (DataAccessException failure) {
            throw explained(failure, tables.schema().orElse(""));
        }
    }

    private RuntimeException explained(DataAccessException failure, String schema) {
        Optional<SQLException> error = ServerErrors.in(failure);
        String state = error.map(ServerErrors::stateOf).orElse("");
        if (error.isPresent() && state.equals(INSUFFICIENT_PRIVILEGE)) {
            return new MissingPrivilegeException(text("SELECT current_user::text"), schema, error.get());
        }
        if (state.equals(DIVISION_BY_ZERO)) {
            return new StateChangedException("(none)", "another session holds the migration lock");
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
