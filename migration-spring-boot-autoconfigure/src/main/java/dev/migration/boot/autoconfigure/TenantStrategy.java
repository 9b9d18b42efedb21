package dev.migration.boot.autoconfigure;

import dev.migration.TenantMigrator;

/** What to do with the tenants when the application starts; a bean of this type takes the place of {@code migration.on-startup}. */
@FunctionalInterface
public interface TenantStrategy {

    void migrate(TenantMigrator tenants);
}
