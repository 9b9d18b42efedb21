package dev.migration.boot.tenant;

import dev.migration.tenant.run.TenantMigrator;

/** What to do with the tenants when the application starts; a bean of this type takes the place of {@code migration.on-startup}. */
@FunctionalInterface
public interface TenantStrategy {

    void migrate(TenantMigrator tenants);
}
