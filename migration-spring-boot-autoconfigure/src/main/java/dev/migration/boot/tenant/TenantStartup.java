package dev.migration.boot.tenant;

import dev.migration.boot.startup.StartupStrategy;
import dev.migration.tenant.run.TenantMigrator;

/** What {@code migration.on-startup} says, for tenants. */
public record TenantStartup(StartupStrategy common) implements TenantStrategy {

    @Override
    public void migrate(TenantMigrator tenants) {
        switch (common.mode()) {
            case UPGRADE -> common.connected(() -> tenants.upgradeAll().requireComplete(), tenants::awaitServer);
            case VERIFY -> common.connected(tenants::verify, tenants::awaitServer);
            case WAIT -> {
                if (common.waitFor().isPresent()) {
                    tenants.await(common.waitFor().get());
                } else {
                    tenants.await();
                }
            }
            case NONE -> {}
        }
    }
}
