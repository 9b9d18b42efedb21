// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
        S stop = newStop.get();
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
        long deadline = System.nanoTime() + longest.toNanos();
        List<S> stops = List.copyOf(running);
        stops.forEach(Stop::request);
        try {
            boolean ended = true;
            for (S stop : stops) {
                ended &= stop.await(Duration.ofNanos(deadline - System.nanoTime()));
            }
            return ended;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Stops one command. */
    public interface Stop {

        /** Requests the stop, without waiting. */
        void request();

        /** Waits for the end of the command. Returns whether it has ended. */
        boolean await(Duration longest) throws InterruptedException;

        /** Called when the command has ended. */
        void end();
    }
}
