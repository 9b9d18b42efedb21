// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import dev.migration.error.MigrationException;
import dev.migration.error.Suppressed;
import dev.migration.tenant.run.TenantMigrator;

/**
 * The work of all tenants of a database, one tenant after the other. One read of all states finds the tenants that have some; a failure of
 * one of them does not keep the others from running.
 */
final class TenantWork implements BackgroundWork {

    private final TenantMigrator tenants;
    private Optional<DatabaseWork> current = Optional.empty();
    private boolean stopped;

    TenantWork(TenantMigrator tenants) {
        this.tenants = tenants;
    }

    @Override
    public boolean run() {
        List<String> names = new ArrayList<>(tenants.inBackground());
        // In random order, so that the workers of several instances rarely begin with the same tenant.
        Collections.shuffle(names);
        Optional<MigrationException> failure = Optional.empty();
        boolean left = false;
        for (String tenant : names) {
            try {
                left |= run(new DatabaseWork(tenants.migrator(tenant)));
            } catch (MigrationException failed) {
                failure.ifPresent(first -> Suppressed.add(first, failed));
                failure = failure.or(() -> Optional.of(failed));
            }
        }
        failure.ifPresent(first -> {
            throw first;
        });
        return left;
    }

    /** A stop that comes between two tenants ends the loop: the next one is not begun. */
    private boolean run(DatabaseWork work) {
        synchronized (this) {
            if (stopped) {
                return true;
            }
            current = Optional.of(work);
        }
        try {
            return work.run();
        } finally {
            synchronized (this) {
                current = Optional.empty();
            }
        }
    }

    @Override
    public void stop(Duration longest) {
        Optional<DatabaseWork> running;
        synchronized (this) {
            stopped = true;
            running = current;
        }
        running.ifPresent(work -> work.stop(longest));
    }
}
