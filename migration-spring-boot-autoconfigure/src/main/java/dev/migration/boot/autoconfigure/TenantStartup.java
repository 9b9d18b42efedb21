package dev.migration.boot.autoconfigure;

import dev.migration.TenantMigrator;

/** What {@code migration.on-startup} says, for tenants. */
record TenantStartup(StartupStrategy common) implements TenantStrategy {

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
