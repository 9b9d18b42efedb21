// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.springframework.context.ApplicationContext;

import dev.migration.Migrator;
import dev.migration.boot.status.FailureSummary;
import dev.migration.error.Suppressed;
import dev.migration.plan.Step;
import dev.migration.rehearsal.RehearsalOptions;
import dev.migration.result.MigrationResult;

/**
 * Accepts requests for operations and runs them on background threads, one at a time for each database.
 *
 * <ol>
 *   <li>An operation that the settings do not list is refused, even if Actuator permits write access (ADR 26), and so is a request
 *       that may come from a page of another site ({@link OriginPolicy}).
 *   <li>The request is validated against the scripts and the last known state of the database. An invalid request changes nothing.
 *   <li>The operation runs. This application keeps the last {@value RunRegistry#KEPT} runs of each database in memory.
 *   <li>When the context is closed, a current run is stopped as at the end of the JVM: it is rolled back, and the lock is released.
 * </ol>
 */
public final class OperationService implements AutoCloseable {

    /** Less than the 30 s that Kubernetes gives a process to terminate by default. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private static final Duration STOP_INTERVAL = Duration.ofMillis(200);

    private final OperationValidator validator;
    private final OriginPolicy origins;
    private final OperationAudit audit;
    private final RunRegistry runs = new RunRegistry();
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(OperationService::daemon);

    /**
     * @param permitted the operations that may be requested
     * @param hosts the host names to which a request without authentication may be sent, besides localhost and addresses
     */
    public OperationService(ApplicationContext context, Set<OperationType> permitted, Collection<String> hosts) {
        this.validator = new OperationValidator(context, permitted);
        this.origins = new OriginPolicy(hosts);
        this.audit = new OperationAudit(context);
    }

    /**
     * Submits an operation. A run continues in the background; a change of rows ({@link OperationType#isImmediate()}) is done.
     *
     * @return the run, which has begun, or the change
     * @throws OperationRefusedException if the operation is refused; then nothing is changed
     */
    public OperationAnswer submit(OperationRequest request, RequestOrigin origin) {
        OperationType operation = validator.operation(request);
        String requestedBy = request.requestedBy().isEmpty() ? "anonymous" : request.requestedBy();
        try {
            origins.require(origin, !request.requestedBy().isEmpty());
            ValidatedOperation validated = validator.validate(operation, request);
            return operation.isImmediate()
                    ? change(new WorkRequests(operation, validated, Optional.ofNullable(request.speed())), requestedBy)
                    : start(OperationRun.start(operation, validated, requestedBy), validated.migrator());
        } catch (OperationRefusedException refusal) {
            if (refusal.reason() != OperationRefusedException.Reason.UNAVAILABLE) {
                audit.refused(operation, requestedBy, refusal);
            }
            throw refusal;
        }
    }

    /** The operations that the settings permit. */
    public Set<OperationType> permitted() {
        return validator.permitted();
    }

    /** The runs of operations that were requested for a database, newest first. */
    public List<OperationRun> runs(Migrator migrator) {
        return runs.of(migrator);
    }

    /** Refuses further requests and stops current runs. */
    @Override
    public void close() {
        List<Migrator> busy = runs.close();
        threads.shutdown();
        stop(busy);
    }

    /** Requests the stop repeatedly: a run that has just been accepted can begin after the first request. */
    private void stop(List<Migrator> busy) {
        long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        boolean closedByRun = running.contains(Thread.currentThread());
        try {
            do {
                busy.forEach(migrator -> migrator.stop(STOP_INTERVAL));
            } while (!closedByRun
                    && !threads.awaitTermination(STOP_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)
                    && System.nanoTime() < deadline);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private WorkChange change(WorkRequests requests, String requestedBy) {
        try {
            WorkChange change = requests.send(requestedBy);
            audit.changed(change);
            return change;
        } catch (OperationRefusedException refusal) {
            throw refusal;
        } catch (RuntimeException failure) {
            throw audit.failed(requests, requestedBy, failure);
        }
    }

    private OperationRun start(OperationRun run, Migrator migrator) {
        runs.accept(run, migrator);
        audit.requested(run);
        try {
            threads.execute(() -> execute(run, migrator));
            return run;
        } catch (RejectedExecutionException closing) {
            // The context was closed after the run was accepted and recorded.
            OperationRefusedException refusal = RunRegistry.closing();
            runs.update(run.failed(FailureSummary.of(refusal)), migrator);
            Suppressed.add(refusal, closing);
            throw refusal;
        }
    }

    private void execute(OperationRun run, Migrator migrator) {
        running.add(Thread.currentThread());
        try {
            OperationRun succeeded = run.operation() == OperationType.REHEARSE
                    ? run.rehearsed(migrator.rehearse(run.targets().get(0), RehearsalOptions.DEFAULT))
                    : run.succeeded(completed(run(run.operation(), migrator, run.targets())));
            runs.update(succeeded, migrator);
            audit.succeeded(succeeded);
        } catch (RuntimeException | Error failure) {
            // No caller waits for this thread; the requester reads the outcome of the run.
            OperationRun failed = run.failed(FailureSummary.of(failure));
            runs.update(failed, migrator);
            audit.failed(failed, failure);
        } finally {
            running.remove(Thread.currentThread());
        }
    }

    private static List<String> completed(MigrationResult result) {
        return result.plan().steps().stream()
                .map(Step::revision)
                .map(revision -> revision.id())
                .toList();
    }

    private static MigrationResult run(OperationType operation, Migrator migrator, List<String> targets) {
        return switch (operation) {
            case UPGRADE -> migrator.upgrade(targets.get(0));
            case DOWNGRADE -> migrator.downgrade(targets.get(0));
            case STAMP -> migrator.stamp(targets.toArray(String[]::new));
            case REHEARSE, PAUSE, RESUME, CANCEL, SPEED, APPROVE ->
                throw new IllegalArgumentException(operation + " changes no revision");
        };
    }

    private static Thread daemon(Runnable run) {
        Thread thread = new Thread(run, "migration-operation");
        thread.setDaemon(true);
        return thread;
    }
}
