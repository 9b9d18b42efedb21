package dev.migration.tenant;

import java.util.List;
import java.util.regex.PatternSyntaxException;

import dev.migration.error.MigrationException;

/** What was said about tenants cannot be. Nothing was run. */
public final class InvalidTenantsException extends MigrationException {

    private InvalidTenantsException(String problem, String remedy) {
        super(problem, remedy);
    }

    static InvalidTenantsException pattern(String regex, PatternSyntaxException fault) {
        return new InvalidTenantsException(
                "The pattern of the tenants is no regular expression: " + regex + " (" + fault.getDescription()
                        + " at character " + (fault.getIndex() + 1) + ").",
                "Correct migration.tenants.pattern; tenant_.* fits every schema whose name begins with tenant_.");
    }

    /** @param faults a sentence for each name */
    static InvalidTenantsException names(List<String> faults) {
        return new InvalidTenantsException(
                String.join(" ", faults),
                "Correct the names where they come from: migration.tenants.schemas, or the application's TenantSource.");
    }

    /** More or fewer workers than can be. */
    static InvalidTenantsException parallel(int parallel) {
        return new InvalidTenantsException(
                "migration.tenants.parallel is " + parallel + ".",
                "Let it be the number of connections that a migration may use at once, 1 or more.");
    }

    /** A schema for the state, although each tenant keeps its own. */
    public static InvalidTenantsException schema(String schema) {
        return new InvalidTenantsException(
                "migration.schema is '" + schema
                        + "', and there are tenants, each of which keeps its state in its own schema.",
                "Leave migration.schema out, or the tenants.");
    }
}
