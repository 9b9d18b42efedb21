// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant;

import dev.migration.error.MigrationException;
import dev.migration.execution.report.ServerErrors;
import dev.migration.sql.Quoting;

/** The schema of a tenant does not exist. Nothing was run for it. */
public final class MissingTenantException extends MigrationException {

    public MissingTenantException(String tenant) {
        super(
                "Schema '" + tenant + "' does not exist.",
                "Create it: CREATE SCHEMA " + Quoting.identifier(tenant)
                        + "; or set migration.tenants.create-schemas=true; or remove the tenant.");
    }

    /** The schema could not be created. */
    public MissingTenantException(String tenant, Throwable failure) {
        super(
                "Schema '" + tenant + "' does not exist and could not be created: "
                        + ServerErrors.in(failure).map(ServerErrors::describe).orElseGet(failure::toString) + ".",
                "Permit the role of the migration to create schemas: GRANT CREATE ON DATABASE, or create this one: CREATE SCHEMA "
                        + Quoting.identifier(tenant) + ";",
                failure);
    }
}
