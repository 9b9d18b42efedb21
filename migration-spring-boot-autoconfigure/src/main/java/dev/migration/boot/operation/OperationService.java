package dev.migration.boot.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.springframework.context.ApplicationContext;

import dev.migration.Migrator;
import dev.migration.boot.operation.OperationRefusedException.Reason;
import dev.migration.boot.status.FailureSummary;
import dev.migration.execution.MigrationResult;
import dev.migration.plan.Step;

/**
 * Takes orders and has them run, one at a time for each database, on a thread that no reader waits for.
 *
 * <ol>
 *   <li>An operation that the settings do not name is refused, whatever Actuator lets through (ADR 26).
 *   <li>The order is checked against the scripts and what the database was last seen to have; a bad one changes nothing.
 *   <li>It runs. The last {@value #REMEMBERED} runs of each database are remembered, in this application only.
 *   <li>When the context is closed, what runs is stopped as at the end of the JVM: rolled back, and the lock given back.
 * </ol>
 */
public final class OperationService implements AutoCloseable {

    static final int REMEMBERED = 20;

    /** Less than the 30 s that Kubernetes leaves a process by default. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(200);

    private final OperationValidator check;
    private final OperationAudit audit;
    private final Set<Thread> working = ConcurrentHashMap.newKeySet();
    private final ExecutorService runners = Executors.newCachedThreadPool(OperationService::daemon);
    private final Map<Migrator, Deque<OperationRun>> runs = new HashMap<>();
    private boolean closed;

    /** @param allowed what may be ordered */
    public OperationService(ApplicationContext context, Set<OperationType> allowed) {
        this.check = new OperationValidator(context, allowed);
        this.audit = new OperationAudit(context);
    }

    /**
     * Takes an order.
     *
     * @return the run, which is under way
     * @throws OperationRefusedException if it is not taken; then nothing is changed
     */
    public OperationRun take(OperationRequest order) {
        OperationType operation = check.operation(order);
        String by = order.by().isEmpty() ? "anonymous" : order.by();
        try {
            ValidatedOperation checked = check.check(operation, order);
            OperationRun run = new OperationRun(
                    UUID.randomUUID().toString(),
                    operation,
                    checked.database(),
                    checked.targets(),
                    by,
                    Instant.now(),
                    OperationRun.Outcome.UNDER_WAY,
                    Optional.empty(),
                    List.of(),
                    Optional.empty());
            begin(run, checked.migrator());
            return run;
        } catch (OperationRefusedException refusal) {
            audit.refused(operation, by, refusal);
            throw refusal;
        }
    }

    /** What was ordered of a database, newest first. */
    public List<OperationRun> runs(Migrator migrator) {
        synchronized (runs) {
            return new ArrayList<>(runs.getOrDefault(migrator, new ArrayDeque<>()));
        }
    }

    /** Stops what runs. */
    @Override
    public void close() {
        List<Migrator> busy;
        synchronized (runs) {
            closed = true;
            busy = runs.keySet().stream().filter(this::isBusy).toList();
        }
        runners.shutdown();
        stop(busy);
    }

    /** Asks again and again: a run that was just taken begins only then, and would not hear who asks once. */
    private void stop(List<Migrator> busy) {
        long deadline = System.nanoTime() + LONGEST_STOP.toNanos();
        boolean own = working.contains(Thread.currentThread());
        try {
            do {
                busy.forEach(migrator -> migrator.stop(BETWEEN_REQUESTS));
            } while (!own
                    && !runners.awaitTermination(BETWEEN_REQUESTS.toMillis(), TimeUnit.MILLISECONDS)
                    && System.nanoTime() < deadline);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // Of two orders that come at once only one may find the desk free.
    private void begin(OperationRun run, Migrator migrator) {
        synchronized (runs) {
            if (closed) {
                throw closing();
            }
            if (isBusy(migrator) || migrator.reader().progress().isPresent()) {
                throw new OperationRefusedException(
                        Reason.CONFLICT,
                        "This application migrates the database " + run.database() + " already.",
                        "Wait until that is over: GET migrations/runs says when.");
            }
            remember(run, migrator);
        }
        audit.requested(run);
        try {
            runners.execute(() -> finish(run, migrator));
        } catch (RejectedExecutionException ending) {
            // It was taken, and written down, while the application began to end.
            OperationRefusedException refusal = closing();
            remember(run.failed(FailureSummary.of(refusal)), migrator);
            refusal.addSuppressed(ending);
            throw refusal;
        }
    }

    private static OperationRefusedException closing() {
        return new OperationRefusedException(Reason.CLOSING, "The application ends.", "Order it of another instance.");
    }

    private void finish(OperationRun run, Migrator migrator) {
        working.add(Thread.currentThread());
        try {
            MigrationResult result = run.operation().run(migrator, run.targets());
            List<String> done = result.plan().steps().stream()
                    .map(Step::revision)
                    .map(revision -> revision.id())
                    .toList();
            OperationRun succeeded = run.succeeded(done);
            remember(succeeded, migrator);
            audit.succeeded(succeeded);
        } catch (RuntimeException | Error failure) {
            // Nobody is there to throw to: whoever ordered it reads the outcome.
            OperationRun failed = run.failed(FailureSummary.of(failure));
            remember(failed, migrator);
            audit.failed(failed, failure);
        } finally {
            working.remove(Thread.currentThread());
        }
    }

    private void remember(OperationRun run, Migrator migrator) {
        synchronized (runs) {
            Deque<OperationRun> known = runs.computeIfAbsent(migrator, one -> new ArrayDeque<>());
            known.removeIf(other -> other.id().equals(run.id()));
            known.addFirst(run);
            if (known.size() > REMEMBERED) {
                known.removeLast();
            }
        }
    }

    private boolean isBusy(Migrator migrator) {
        return runs.getOrDefault(migrator, new ArrayDeque<>()).stream()
                .anyMatch(run -> run.outcome() == OperationRun.Outcome.UNDER_WAY);
    }

    private static Thread daemon(Runnable run) {
        Thread thread = new Thread(run, "migration-write");
        thread.setDaemon(true);
        return thread;
    }
}
