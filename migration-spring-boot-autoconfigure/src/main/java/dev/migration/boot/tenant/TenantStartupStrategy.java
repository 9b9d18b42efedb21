// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.tenant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.boot.startup.StartupStrategy;
import dev.migration.tenant.TenantStates;
import dev.migration.tenant.run.TenantMigrator;

/**
 * Migrates tenants as {@code migration.on-startup} requires.
 *
 * @param startup the values of the properties
 */
public record TenantStartupStrategy(StartupStrategy startup) implements TenantStrategy {

    private static final Logger log = LoggerFactory.getLogger(TenantStartupStrategy.class);

    @Override
    public void migrate(TenantMigrator tenants) {
        switch (startup.mode()) {
            case UPGRADE ->
                startup.whenReachable(
                        () -> tenants.upgradeUnattended(startup.refused(), startup.finish())
                                .requireComplete(),
                        tenants::awaitServer);
            case VERIFY ->
                startup.whenReachable(() -> log.info("Verified: {}", tenants.verify()), tenants::awaitServer);
            case WAIT -> log.info("Waited for the upgrade of the tenants: {}", waited(tenants));
            case NONE -> {}
        }
    }

    private TenantStates waited(TenantMigrator tenants) {
        return startup.waitFor().isPresent() ? tenants.await(startup.waitFor().get()) : tenants.await();
    }
}
