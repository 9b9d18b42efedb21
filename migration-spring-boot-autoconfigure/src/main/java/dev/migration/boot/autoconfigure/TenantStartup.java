package dev.migration.boot.autoconfigure;

import java.time.Duration;

import dev.migration.TenantMigrator;
import dev.migration.execution.failure.DatabaseUnavailableException;

/** What {@code migration.on-startup} says, for tenants. */
record TenantStartup(StartupStrategy common) implements TenantStrategy {

    @Override
    public void migrate(TenantMigrator tenants) {
        switch (common.mode()) {
            case UPGRADE -> connected(tenants, () -> tenants.upgradeAll().requireComplete());
            case VERIFY -> connected(tenants, tenants::verify);
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

    /** A server that is there costs no connection more. */
    private void connected(TenantMigrator tenants, Runnable command) {
        Duration connectFor = common.connectFor();
        try {
            command.run();
        } catch (DatabaseUnavailableException away) {
            if (!away.mayPass() || connectFor.isZero()) {
                throw away;
            }
            tenants.awaitServer(connectFor);
            command.run();
        }
    }
}
