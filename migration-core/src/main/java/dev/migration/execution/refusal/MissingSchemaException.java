package dev.migration.execution.refusal;

import dev.migration.error.MigrationException;
import dev.migration.sql.Quoting;

/** There is no schema to keep the state in. Nothing was run. */
public final class MissingSchemaException extends MigrationException {

    private final String schema;

    /** The schema that the settings name does not exist. */
    public MissingSchemaException(String schema) {
        super(
                "Schema '" + schema + "', which should hold the state of the revisions, does not exist.",
                "Make it: CREATE SCHEMA " + Quoting.identifier(schema) + "; or correct migration.schema.");
        this.schema = schema;
    }

    /** Nothing of the role's search_path exists. */
    public MissingSchemaException(String role, String searchPath) {
        super(
                "No schema of the search_path (" + searchPath + ") of role '" + role + "' exists.",
                "Create one of them, set the role's search_path, or set migration.schema.");
        this.schema = "";
    }

    /** The schema, or an empty text when none was named. */
    public String schema() {
        return schema;
    }
}
