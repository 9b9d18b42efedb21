// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import dev.migration.error.MigrationException;
import dev.migration.sql.Quoting;

/** The schema of the state tables does not exist. Nothing was run. */
public final class MissingSchemaException extends MigrationException {

    private final String schema;

    /** The schema of the settings does not exist. */
    public MissingSchemaException(String schema) {
        super(
                "Schema '" + schema + "' for the state tables does not exist.",
                "Create it: CREATE SCHEMA " + Quoting.identifier(schema) + "; or correct migration.schema.");
        this.schema = schema;
    }

    /** No schema of the search_path exists. */
    public MissingSchemaException(String role, String searchPath) {
        super(
                "No schema of the search_path (" + searchPath + ") of role '" + role + "' exists.",
                "Create one of them, set the search_path of the role, or set migration.schema.");
        this.schema = "";
    }

    /** The schema, or an empty text if the settings have none. */
    public String schema() {
        return schema;
    }
}
