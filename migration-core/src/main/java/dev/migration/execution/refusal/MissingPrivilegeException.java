// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.refusal;

import java.sql.SQLException;

import dev.migration.error.MigrationException;
import dev.migration.execution.report.ServerErrors;
import dev.migration.sql.Quoting;

/** The role may not create the state tables. Nothing was run. */
public final class MissingPrivilegeException extends MigrationException {

    private final String role;
    private final String schema;

    public MissingPrivilegeException(String role, String schema, SQLException failure) {
        super(
                "Role '" + role + "' may not create the state tables in schema '" + schema + "': "
                        + ServerErrors.describe(failure) + ".",
                "As the schema's owner: GRANT USAGE, CREATE ON SCHEMA " + Quoting.identifier(schema) + " TO "
                        + Quoting.identifier(role)
                        + "; or migrate with another role: migration.username and migration.password.",
                failure);
        this.role = role;
        this.schema = schema;
    }

    public String role() {
        return role;
    }

    public String schema() {
        return schema;
    }
}
