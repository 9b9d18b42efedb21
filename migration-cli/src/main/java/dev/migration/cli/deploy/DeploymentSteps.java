package dev.migration.cli.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.migration.error.MigrationException;
import dev.migration.execution.failure.MigrationStoppedException;

/** Takes the steps of a deployment, and tells each of them when it is over. */
final class DeploymentSteps {

    private final ShutdownInterruption interruption;
    private final Consumer<String> teller;
    private final List<StepResult> done = new ArrayList<>();

    /** @param teller where a line goes for each step */
    DeploymentSteps(ShutdownInterruption interruption, Consumer<String> teller) {
        this.interruption = interruption;
        this.teller = teller;
    }

    /**
     * Takes one.
     *
     * @param detail what its result is in words
     */
    <T> T take(String name, Supplier<T> work, Function<T, String> detail) {
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

    /** Whether the process is told to end. */
    boolean areInterrupted() {
        return interruption.isRequested();
    }

    /** Each of them as a program reads it. */
    List<Object> facts() {
        return done.stream().map(StepResult::facts).toList();
    }

    private void add(StepResult step) {
        done.add(step);
        teller.accept(step.line());
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
