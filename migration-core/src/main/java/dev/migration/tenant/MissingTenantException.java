package dev.migration.tenant;

import dev.migration.error.MigrationException;
import dev.migration.execution.report.ServerErrors;
import dev.migration.sql.Quoting;

/** A tenant has no schema. Nothing was run for it. */
public final class MissingTenantException extends MigrationException {

    public MissingTenantException(String tenant) {
        super(
                "Schema '" + tenant + "' does not exist.",
                "Make it: CREATE SCHEMA " + Quoting.identifier(tenant)
                        + "; or set migration.tenants.create-schemas=true; or take the tenant out.");
    }

    /** It was to be made, and could not be. */
    public MissingTenantException(String tenant, Throwable failure) {
        super(
                "Schema '" + tenant + "' does not exist, and could not be made: "
                        + ServerErrors.in(failure).map(ServerErrors::describe).orElseGet(failure::toString) + ".",
                "Let the migration's role make schemas: GRANT CREATE ON DATABASE, or make this one for it: CREATE SCHEMA "
                        + Quoting.identifier(tenant) + ";",
                failure);
    }
}
