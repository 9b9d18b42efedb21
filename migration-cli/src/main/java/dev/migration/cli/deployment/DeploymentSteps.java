// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deployment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.migration.error.MigrationException;
import dev.migration.execution.failure.MigrationStoppedException;

/** Runs the steps of a deployment, and publishes the result of each. */
final class DeploymentSteps {

    private final ShutdownInterruption interruption;
    private final Consumer<StepResult> listener;
    private final List<StepResult> results = new ArrayList<>();

    /** @param listener receives the result of each step when the step has ended */
    DeploymentSteps(ShutdownInterruption interruption, Consumer<StepResult> listener) {
        this.interruption = interruption;
        this.listener = listener;
    }

    /**
     * Runs one step.
     *
     * @param detail describes the result of the step
     * @throws MigrationStoppedException if the process is shutting down; then the step does not run
     */
    <T> T run(String name, Supplier<T> work, Function<T, String> detail) {
        if (interruption.isRequested()) {
            throw MigrationStoppedException.waiting(null);
        }
        long start = System.nanoTime();
        try {
            T result = work.get();
            add(new StepResult(name, true, since(start), detail.apply(result)));
            return result;
        } catch (RuntimeException failure) {
            String reason = failure instanceof MigrationException known ? known.problem() : failure.toString();
            add(new StepResult(name, false, since(start), reason));
            throw failure;
        }
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
