package dev.migration.tenant;

/**
 * How tenants are migrated.
 *
 * @param target to which revision, see {@code Migrator.upgrade}
 * @param createSchemas whether a tenant's schema is made where it is missing; else that is a failure of this tenant
 * @param parallel how many tenants at once at most, each on a connection of its own
 * @param onFailure what the failure of a tenant means to the others
 */
public record TenantSettings(String target, boolean createSchemas, int parallel, OnFailure onFailure) {

    private static final TenantSettings DEFAULTS = new TenantSettings("heads", false, 4, OnFailure.CONTINUE);

    /** @throws InvalidTenantsException if {@code parallel} is less than 1 */
    public TenantSettings {
        if (parallel < 1) {
            throw InvalidTenantsException.parallel(parallel);
        }
    }

    /** To the heads, four at once, going on after a failure, in schemas that are there. */
    public static TenantSettings defaults() {
        return DEFAULTS;
    }

    /** What the failure of a tenant means to the others. */
    public enum OnFailure {
        /** They are migrated all the same. */
        CONTINUE,
        /** Those that are under way come to their end, and no other is begun. */
        STOP
    }
}
