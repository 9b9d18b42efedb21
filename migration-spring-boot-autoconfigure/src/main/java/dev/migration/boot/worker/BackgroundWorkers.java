// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.context.SmartLifecycle;

import dev.migration.Migrator;
import dev.migration.tenant.run.TenantMigrator;

/**
 * Runs, on threads of its own, what upgrades have left for the background: in every instance of the application, after it has started.
 * When the context closes, each worker ends after its batch.
 */
public final class BackgroundWorkers implements SmartLifecycle {

    /** Less than 30 s, the default grace period of Kubernetes and of Spring's lifecycle. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final Map<String, Migrator> migrators;
    private final Map<String, TenantMigrator> tenants;
    private final int workers;
    private List<DatabaseWorker> running = List.of();

    /**
     * @param migrators by the name of the database, as operators know it
     * @param tenants the same for databases with tenants
     * @param workers how many threads each database has
     */
    public BackgroundWorkers(Map<String, Migrator> migrators, Map<String, TenantMigrator> tenants, int workers) {
        this.migrators = Map.copyOf(migrators);
        this.tenants = Map.copyOf(tenants);
        this.workers = workers;
    }

    @Override
    public synchronized void start() {
        List<DatabaseWorker> started = new ArrayList<>();
        for (int number = 1; number <= workers; number++) {
            // A migrator of its own: a stop of the application's migrator must not end it, nor the other way round.
            migrators.forEach((name, migrator) -> started.add(new DatabaseWorker(
                    name, new DatabaseWork(migrator.toBuilder().build()))));
            tenants.forEach((name, migrator) -> started.add(new DatabaseWorker(name, new TenantWork(migrator))));
        }
        started.forEach(DatabaseWorker::start);
        running = started;
    }

    @Override
    public synchronized void stop() {
        running.forEach(DatabaseWorker::request);
        running.forEach(worker -> worker.await(LONGEST_STOP));
        running = List.of();
    }

    @Override
    public synchronized boolean isRunning() {
        return !running.isEmpty();
    }
}
