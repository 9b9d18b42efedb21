// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.failure;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

import org.springframework.dao.DataAccessException;

import dev.migration.error.MigrationException;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.SqlStateRemedies;

/** A statement that reads or writes the state tables failed. The committed steps stay. */
public final class DatabaseFailureException extends MigrationException {

    private final String sqlState;

    public DatabaseFailureException(DataAccessException failure) {
        this(ServerErrors.in(failure), failure);
    }

    private DatabaseFailureException(Optional<SQLException> error, DataAccessException failure) {
        super(
                "The state of the revisions could not be read or written: "
                        + error.map(ServerErrors::describe).orElseGet(failure::toString),
                remedy(error.map(ServerErrors::stateOf).orElse("")),
                failure);
        this.sqlState = error.map(ServerErrors::stateOf).orElse("");
    }

    private static String remedy(String state) {
        return state.equals("42501")
                ? "Permit the role to read the state: GRANT USAGE on its schema, and GRANT SELECT on its two tables; a role that"
                        + " migrates must own them. Or migrate with another role: migration.username and"
                        + " migration.password."
                : SqlStateRemedies.forState(state, "the object that the message names");
    }

    /** The SQLSTATE, or an empty text if there is none. */
    public String sqlState() {
        return sqlState;
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("sqlState", sqlState);
    }
}
