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
        this(
                role,
                schema,
                new Report(
                        "Role '" + role + "' may not create the state tables in schema '" + schema + "': "
                                + ServerErrors.describe(failure) + ".",
                        "As the schema's owner: GRANT USAGE, CREATE ON SCHEMA " + Quoting.identifier(schema) + " TO "
                                + Quoting.identifier(role)
                                + "; or migrate with another role: migration.username and migration.password."),
                failure);
    }

    private MissingPrivilegeException(String role, String schema, Report report, SQLException failure) {
        super(report.problem(), report.remedy(), failure);
        this.role = role;
        this.schema = schema;
    }

    private record Report(String problem, String remedy) {}

    /** An older version of this library created the tables, and another role owns them. */
    public static MissingPrivilegeException upgrading(String role, String schema, SQLException failure) {
        return new MissingPrivilegeException(
                role,
                schema,
                new Report(
                        "The state tables in schema '" + schema + "' have an older format, and role '" + role
                                + "' may not upgrade them: " + ServerErrors.describe(failure) + ".",
                        "Run 'ensure-version' once as the owner of the tables; it only upgrades them. Reading works without"
                                + " that."),
                failure);
    }

    public String role() {
        return role;
    }

    public String schema() {
        return schema;
    }
}
