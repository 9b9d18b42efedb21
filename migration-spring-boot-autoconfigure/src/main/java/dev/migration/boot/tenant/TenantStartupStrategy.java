// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.tenant;

import dev.migration.boot.startup.StartupStrategy;
import dev.migration.tenant.run.TenantMigrator;

/**
 * Migrates tenants as {@code migration.on-startup} requires.
 *
 * @param startup the values of the properties
 */
public record TenantStartupStrategy(StartupStrategy startup) implements TenantStrategy {

    @Override
    public void migrate(TenantMigrator tenants) {
        switch (startup.mode()) {
            case UPGRADE -> startup.whenReachable(() -> tenants.upgradeAll().requireComplete(), tenants::awaitServer);
            case VERIFY -> startup.whenReachable(tenants::verify, tenants::awaitServer);
            case WAIT -> {
                if (startup.waitFor().isPresent()) {
                    tenants.await(startup.waitFor().get());
                } else {
                    tenants.await();
                }
            }
            case NONE -> {}
        }
    }
}
