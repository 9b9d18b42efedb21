// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deployment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.migration.error.MigrationException;
import dev.migration.execution.failure.MigrationStoppedException;

/** Runs the steps of a deployment, and publishes the result of each. */
final class DeploymentSteps {

    private final ShutdownInterruption interruption;
    private final Consumer<StepResult> listener;
    private final Optional<Duration> timeLimit;
    private final List<StepResult> results = new ArrayList<>();
    private boolean abandoned;

    /**
     * @param timeLimit how long each step may take; empty means without a limit
     * @param listener receives the result of each step when the step has ended
     */
    DeploymentSteps(ShutdownInterruption interruption, Optional<Duration> timeLimit, Consumer<StepResult> listener) {
        this.interruption = interruption;
        this.timeLimit = timeLimit;
        this.listener = listener;
    }

    /**
     * Runs one step.
     *
     * @param detail describes the result of the step
     * @throws MigrationStoppedException if the process is shutting down; then the step does not run
     */
    <T> T run(String name, Supplier<T> work, Function<T, String> detail) {
        return run(name, TimeLimit.of(timeLimit), work, detail);
    }

    /** Runs one step with a time limit that can stop it. */
    <T> T run(String name, TimeLimit limit, Supplier<T> work, Function<T, String> detail) {
        if (interruption.isRequested()) {
            throw MigrationStoppedException.waiting(null);
        }
        long start = System.nanoTime();
        try {
            T result = withinLimit(name, limit, work);
            add(new StepResult(name, true, since(start), detail.apply(result)));
            return result;
        } catch (RuntimeException failure) {
            String reason = failure instanceof MigrationException known ? known.problem() : failure.toString();
            add(new StepResult(name, false, since(start), reason));
            throw failure;
        }
    }

    private <T> T withinLimit(String name, TimeLimit limit, Supplier<T> work) {
        try {
            return limit.within(work);
        } catch (TimeLimit.AbandonedException abandoned) {
            this.abandoned = true;
            throw new DeployFailedException(
                    "The time limit of " + limit.text() + " is reached in the step '" + name
                            + "', which does not answer.",
                    "See what the server does (pg_stat_activity, pg_locks), check with 'current' where the database is, or set a"
                            + " longer --time-limit.",
                    abandoned);
        }
    }

    /** Whether a step did not end and may still run: nothing may follow it. */
    boolean areAbandoned() {
        return abandoned;
    }

    /** Whether the process is shutting down. */
    boolean areInterrupted() {
        return interruption.isRequested();
    }

    /** The results so far, in order. */
    List<StepResult> results() {
        return List.copyOf(results);
    }

    private void add(StepResult step) {
        results.add(step);
        listener.accept(step);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
