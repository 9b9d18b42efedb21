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
 * Does the same for many tenants, so many at a time.
 *
 * <ol>
 *   <li>Each worker has one connection, and takes the next tenant when it is done with one.
 *   <li>A tenant that another instance migrates is put aside; when no other is left, it is waited for. Instances that start
 *       at once share the tenants out like this.
 *   <li>A tenant that fails is noted, and ends nothing, unless that is asked for or the database is gone.
 * </ol>
 */
public final class TenantRun {

    /** The key of the tenant's name in the mapped diagnostic context of what is logged meanwhile. */
    public static final String TENANT = "migration.tenant";

    private static final Logger log = LoggerFactory.getLogger("dev.migration");
    private static final Duration SAY_AGAIN = Duration.ofSeconds(10);

    private final int parallel;
    private final OnFailure onFailure;
    private final TenantStop stop;
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<String> busy = new ConcurrentLinkedQueue<>();
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

    /** How many there are, the ones included that are {@link #note noted}. */
    public void begin(int total) {
        tenants = total;
    }

    /** How far it is. */
    public TenantProgress progress() {
        return new TenantProgress(tenants, outcomes.size(), failed.get(), since);
    }

    /** What became of a tenant, if it is over with. */
    public Optional<TenantOutcome> outcome(String tenant) {
        return Optional.ofNullable(outcomes.get(tenant));
    }

    /** Notes what became of a tenant. */
    public void note(TenantOutcome outcome) {
        outcomes.put(outcome.tenant(), outcome);
        outcome.failure().ifPresent(failure -> {
            failed.incrementAndGet();
            say(outcome.tenant(), failure);
            if (onFailure == OnFailure.STOP || failure instanceof DatabaseUnavailableException) {
                ended = true;
            }
        });
    }

    private static void say(String tenant, RuntimeException failure) {
        if (failure instanceof MigrationStoppedException) {
            log.warn("Tenant {}: {}", tenant, failure.getMessage());
        } else {
            log.error("Tenant {} failed: {}", tenant, failure.getMessage());
            log.debug("Tenant {} failed", tenant, failure);
        }
    }

    /** Does it for these, as long as nothing ends it. */
    public void carryOut(List<String> these, DataSource dataSource, Work work) {
        waiting.addAll(these);
        int workers = Math.min(parallel, these.size());
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
            Optional<Turn> turn = next();
            while (turn.isPresent()) {
                take(turn.get(), connection, work);
                turn = next();
            }
        } catch (Error broken) {
            ended = true;
            throw broken;
        }
    }

    private Optional<Turn> next() {
        if (ended || stop.isRequested()) {
            return Optional.empty();
        }
        return Optional.ofNullable(waiting.poll())
                .map(tenant -> new Turn(tenant, false))
                .or(() -> Optional.ofNullable(busy.poll()).map(tenant -> new Turn(tenant, true)));
    }

    private void take(Turn turn, DataSource connection, Work work) {
        long start = System.nanoTime();
        MDC.put(TENANT, turn.tenant());
        try {
            note(work.on(turn, connection));
        } catch (RuntimeException failure) {
            if (failure instanceof LockNotObtainedException && !turn.patient()) {
                busy.add(turn.tenant());
            } else {
                note(TenantOutcome.failed(turn.tenant(), Duration.ofNanos(System.nanoTime() - start), failure));
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
                        : threads.awaitTermination(SAY_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                if (!over && !interrupted) {
                    log.info("Still at it: {}", progress());
                }
            } catch (InterruptedException told) {
                interrupted = true;
                stop.request();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean stopped(ExecutorService threads) throws InterruptedException {
        stop.insist();
        return threads.awaitTermination(0, TimeUnit.MILLISECONDS);
    }

    private static void requireEnded(Future<?> worker) {
        try {
            worker.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("A worker broke down", failure.getCause());
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
     * The turn of a tenant.
     *
     * @param patient whether to wait while another instance migrates it
     */
    public record Turn(String tenant, boolean patient) {}

    /** What is done for each. */
    public interface Work {

        /** @throws LockNotObtainedException if another instance is at it, and the turn is not patient */
        TenantOutcome on(Turn turn, DataSource connection);
    }
}
