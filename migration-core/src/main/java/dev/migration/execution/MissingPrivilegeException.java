package dev.migration.execution;

import java.sql.SQLException;

import dev.migration.error.MigrationException;

/** The role may not make the tables that hold the state. Nothing was run. */
public final class MissingPrivilegeException extends MigrationException {

    MissingPrivilegeException(String role, String schema, SQLException failure) {
        super(
                "Role '" + role + "' may not keep the state of the revisions in schema '" + schema + "': "
                        + ServerErrors.describe(failure) + ".",
                "As the schema's owner: GRANT USAGE, CREATE ON SCHEMA " + schema + " TO " + role
                        + "; or migrate with another role: migration.username and migration.password.",
                failure);
    }

    MissingPrivilegeException(String role) {
        super(
                "Role '" + role + "' has no schema to work in: nothing of its search_path exists.",
                "Create the schema, correct the search_path, or set migration.schema.");
    }
}
