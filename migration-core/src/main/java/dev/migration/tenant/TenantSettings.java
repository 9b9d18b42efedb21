// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant;

/**
 * The settings of tenant migrations.
 *
 * @param target the target of the upgrade, see {@code Migrator.upgrade}
 * @param createSchemas whether a missing schema of a tenant is created; if not, the tenant fails
 * @param parallel the largest number of tenants that are migrated concurrently, each on a connection of its own
 * @param onFailure whether the other tenants continue after a failure
 */
public record TenantSettings(String target, boolean createSchemas, int parallel, OnFailure onFailure) {

    private static final TenantSettings DEFAULTS = new TenantSettings("heads", false, 4, OnFailure.CONTINUE);

    /** @throws InvalidTenantsException if {@code parallel} is less than 1 */
    public TenantSettings {
        if (parallel < 1) {
            throw InvalidTenantsException.parallel(parallel);
        }
    }

    /** To the heads, four tenants concurrently, continue after a failure, create no schemas. */
    public static TenantSettings defaults() {
        return DEFAULTS;
    }

    /** Whether the other tenants continue after a failure. */
    public enum OnFailure {
        /** The other tenants are migrated. */
        CONTINUE,
        /** The running tenants end normally, and no other tenant is started. */
        STOP
    }
}
