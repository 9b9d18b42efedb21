// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The running commands of one object, which can be stopped from another thread.
 *
 * @param <S> stops one command
 */
public final class RunningCommands<S extends RunningCommands.Stop> {

    private final Supplier<S> newStop;
    private final Set<S> running = ConcurrentHashMap.newKeySet();

    public RunningCommands(Supplier<S> newStop) {
        this.newStop = newStop;
    }

    /** Runs a command that can be stopped. */
    public <T> T run(Function<S, T> command) {
        return run(newStop.get(), command);
    }

    /** Runs a command that this stops. */
    public <T> T run(S stop, Function<S, T> command) {
        running.add(stop);
        try {
            return command.apply(stop);
        } finally {
            running.remove(stop);
            stop.end();
        }
    }

    /**
     * Requests all running commands to stop, and waits for their end.
     *
     * @param longest the longest time to wait
     * @return whether all of them have ended
     */
    public boolean stop(Duration longest) {
        List<S> stops = List.copyOf(running);
        stops.forEach(Stop::request);
        List<FutureTask<Boolean>> waits = stops.stream()
                .filter(stop -> !stop.isOwn())
                .map(stop -> started(() -> stop.await(longest)))
                .toList();
        try {
            boolean ended = waits.size() == stops.size();
            for (FutureTask<Boolean> wait : waits) {
                ended &= wait.get();
            }
            return ended;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Each on a thread of its own: a command that does not end must not delay the stop of another. */
    private static FutureTask<Boolean> started(Callable<Boolean> wait) {
        FutureTask<Boolean> task = new FutureTask<>(wait);
        Thread thread = new Thread(task, "migration-stop");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** Stops one command. */
    public interface Stop {

        /** Requests the stop, without waiting. */
        void request();

        /** Whether the caller is the command itself, which cannot wait for its own end. */
        boolean isOwn();

        /** Makes the command end, and waits for it. Returns whether it has ended. */
        boolean await(Duration longest) throws InterruptedException;

        /** Called when the command has ended. */
        void end();
    }
}
