// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import dev.migration.execution.failure.DatabaseUnavailableException;
import dev.migration.execution.failure.LockNotObtainedException;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.tenant.TenantOutcome;
import dev.migration.tenant.TenantProgress;
import dev.migration.tenant.TenantSettings.OnFailure;

/**
 * Runs the same work on many tenants, several of them concurrently.
 *
 * <ol>
 *   <li>Each worker has one connection, and takes the next tenant when it has finished one.
 *   <li>A tenant that another instance migrates is postponed; when no other tenant is left, the worker waits for it. So instances
 *       that start at the same time share the tenants.
 *   <li>A failed tenant is recorded. It ends the run only if the settings require it, or if the database is unavailable.
 * </ol>
 */
public final class TenantRun {

    /** The key of the tenant in the mapped diagnostic context (MDC). */
    public static final String TENANT = "migration.tenant";

    private static final Logger log = LoggerFactory.getLogger("dev.migration");
    private static final Duration LONGEST_STOP = Duration.ofMinutes(1);
    private static final Duration BETWEEN_STOPS = Duration.ofMillis(200);
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

    private final int parallel;
    private final OnFailure onFailure;
    private final TenantStop stop;
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<String> postponed = new ConcurrentLinkedQueue<>();
    private final Map<String, TenantOutcome> outcomes = new ConcurrentHashMap<>();
    private final AtomicInteger failed = new AtomicInteger();
    private final Instant since = Instant.now();
    private volatile int tenants;
    private volatile boolean ended;

    public TenantRun(int parallel, OnFailure onFailure, TenantStop stop) {
        this.parallel = parallel;
        this.onFailure = onFailure;
        this.stop = stop;
    }

    /** Sets the number of all tenants, including those whose outcome is {@link #record recorded} before the run. */
    public void begin(int total) {
        tenants = total;
    }

    /** The progress of the run. */
    public TenantProgress progress() {
        return new TenantProgress(tenants, outcomes.size(), failed.get(), since);
    }

    /** The outcome of a tenant, if it has ended. */
    public Optional<TenantOutcome> outcome(String tenant) {
        return Optional.ofNullable(outcomes.get(tenant));
    }

    /** Records the outcome of a tenant. */
    public void record(TenantOutcome outcome) {
        outcomes.put(outcome.tenant(), outcome);
        outcome.failure().ifPresent(failure -> {
            failed.incrementAndGet();
            log(outcome.tenant(), failure);
            if (onFailure == OnFailure.STOP || failure instanceof DatabaseUnavailableException) {
                ended = true;
            }
        });
    }

    private static void log(String tenant, RuntimeException failure) {
        if (failure instanceof MigrationStoppedException) {
            log.warn("Tenant {}: {}", tenant, failure.getMessage());
        } else {
            log.error("Tenant {} failed: {}", tenant, failure.getMessage());
            log.debug("Tenant {} failed", tenant, failure);
        }
    }

    /** Runs the work on these tenants, until all have ended or the run ends. */
    public void execute(List<String> names, DataSource dataSource, Work work) {
        waiting.addAll(names);
        int workers = Math.min(parallel, names.size());
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, workers), TenantRun::thread);
        List<Future<?>> running = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            running.add(threads.submit(() -> work(dataSource, work)));
        }
        threads.shutdown();
        await(threads);
        running.forEach(TenantRun::requireEnded);
    }

    private void work(DataSource dataSource, Work work) {
        try (WorkerConnection connection = new WorkerConnection(dataSource)) {
            Optional<TenantTask> task = next();
            while (task.isPresent()) {
                run(task.get(), connection, work);
                task = next();
            }
        } catch (Error broken) {
            ended = true;
            throw broken;
        }
    }

    private Optional<TenantTask> next() {
        if (ended || stop.isRequested()) {
            return Optional.empty();
        }
        return Optional.ofNullable(waiting.poll())
                .map(tenant -> new TenantTask(tenant, false))
                .or(() -> Optional.ofNullable(postponed.poll()).map(tenant -> new TenantTask(tenant, true)));
    }

    private void run(TenantTask task, DataSource connection, Work work) {
        long start = System.nanoTime();
        MDC.put(TENANT, task.tenant());
        try {
            record(work.run(task, connection));
        } catch (RuntimeException failure) {
            if (failure instanceof LockNotObtainedException && !task.waitForLock()) {
                postponed.add(task.tenant());
            } else {
                record(TenantOutcome.failed(task.tenant(), Duration.ofNanos(System.nanoTime() - start), failure));
            }
        } finally {
            MDC.remove(TENANT);
        }
    }

    private void await(ExecutorService threads) {
        boolean interrupted = false;
        boolean over = false;
        while (!over) {
            try {
                over = interrupted
                        ? stopped(threads)
                        : threads.awaitTermination(LOG_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
                if (!over && !interrupted) {
                    log.info("Upgrading tenants: {}", progress());
                }
            } catch (InterruptedException interruption) {
                interrupted = true;
                stop.request();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean stopped(ExecutorService threads) throws InterruptedException {
        stop.stopEach(LONGEST_STOP);
        return threads.awaitTermination(BETWEEN_STOPS.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void requireEnded(Future<?> worker) {
        try {
            worker.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("A worker failed", failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "migration-tenants");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * The work on one tenant.
     *
     * @param waitForLock whether to wait while another instance migrates the tenant
     */
    public record TenantTask(String tenant, boolean waitForLock) {}

    /** The work on each tenant. */
    public interface Work {

        /** @throws LockNotObtainedException if another instance migrates the tenant, and the task does not wait for the lock */
        TenantOutcome run(TenantTask task, DataSource connection);
    }
}
