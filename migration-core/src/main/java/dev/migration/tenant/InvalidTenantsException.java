// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant;

import java.util.List;
import java.util.regex.PatternSyntaxException;

import dev.migration.error.MigrationException;

/** The names or the settings of the tenants are invalid. Nothing was run. */
public final class InvalidTenantsException extends MigrationException {

    private InvalidTenantsException(String problem, String remedy) {
        super(problem, remedy);
    }

    static InvalidTenantsException pattern(String regex, PatternSyntaxException fault) {
        return new InvalidTenantsException(
                "The pattern of the tenants is not a regular expression: " + regex + " (" + fault.getDescription()
                        + " at character " + (fault.getIndex() + 1) + ").",
                "Correct migration.tenants.pattern; tenant_.* matches every schema whose name begins with tenant_.");
    }

    /** @param faults one sentence for each invalid name */
    static InvalidTenantsException names(List<String> faults) {
        return new InvalidTenantsException(
                String.join(" ", faults),
                "Correct the names in migration.tenants.schemas, or in the TenantSource of the application.");
    }

    /** The number of workers is not possible. */
    static InvalidTenantsException parallel(int parallel) {
        return new InvalidTenantsException(
                "migration.tenants.parallel is " + parallel + ".",
                "Set it to the number of connections that a migration may use concurrently, 1 or more.");
    }

    /** The settings have a schema for the state tables, although each tenant has its own state tables. */
    public static InvalidTenantsException schema(String schema) {
        return new InvalidTenantsException(
                "migration.schema is '" + schema + "', but each tenant has its state tables in its own schema.",
                "Remove migration.schema, or remove the tenants.");
    }
}
