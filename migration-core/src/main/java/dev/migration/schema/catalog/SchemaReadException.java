// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema.catalog;

import java.sql.SQLException;
import java.util.Map;

import dev.migration.error.MigrationException;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.SqlStateRemedies;

/** The schema of a database could not be read. Nothing was changed. */
public final class SchemaReadException extends MigrationException {

    private final String sqlState;

    public SchemaReadException(SQLException failure) {
        super(
                "The schema could not be read: " + ServerErrors.describe(failure),
                SqlStateRemedies.forState(ServerErrors.stateOf(failure), "the object that the message names"),
                failure);
        this.sqlState = ServerErrors.stateOf(failure);
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
