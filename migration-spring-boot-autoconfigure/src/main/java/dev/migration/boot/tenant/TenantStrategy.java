// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.tenant;

import dev.migration.tenant.run.TenantMigrator;

/**
 * Migrates the tenants of a database when the application starts. A bean of this type replaces the behaviour of
 * {@code migration.on-startup}; there may be at most one for each database with tenants.
 */
@FunctionalInterface
public interface TenantStrategy {

    /** Migrates the tenants. The application does not start if this method throws an exception. */
    void migrate(TenantMigrator tenants);
}
