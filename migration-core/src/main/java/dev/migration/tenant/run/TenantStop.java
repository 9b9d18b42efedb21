// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant.run;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.migration.execution.session.RunningCommands;

/** Stops a command on many tenants from another thread, together with the running commands of single tenants. */
final class TenantStop implements RunningCommands.Stop {

    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(200);

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Map<Stoppable, Thread> runs = new ConcurrentHashMap<>();

    /** Runs a command that can be stopped. */
    public <T> T during(Stoppable run, Supplier<T> command) {
        runs.put(run, Thread.currentThread());
        try {
            return command.get();
        } finally {
            runs.remove(run);
        }
    }

    /** Whether a stop is requested. */
    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Waits for a stop request. Returns whether there is one before the time is over. */
    public boolean isRequestedWithin(Duration time) throws InterruptedException {
        return requested.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Called when the command has ended. */
    @Override
    public void end() {
        ended.countDown();
    }

    /** Requests the stop, without waiting. */
    @Override
    public void request() {
        requested.countDown();
        runs.keySet().forEach(run -> run.stop(Duration.ZERO));
    }

    /**
     * Waits for the end of the command, and repeats the request: a run may have started in the meantime.
     *
     * @return whether the command has ended; always false for a call from a listener of one of its runs
     */
    @Override
    public boolean await(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        boolean over = ended.getCount() == 0;
        boolean own = runs.containsValue(Thread.currentThread());
        while (!over && !own && System.nanoTime() < deadline) {
            repeatRequest();
            over = ended.await(BETWEEN_REQUESTS.toMillis(), TimeUnit.MILLISECONDS);
        }
        return over;
    }

    /** Cancels the runs for a moment: one may have started in the meantime. */
    void repeatRequest() {
        runs.keySet().forEach(run -> run.stop(BETWEEN_REQUESTS));
    }

    /** A run of one tenant. */
    public interface Stoppable {

        /** Requests its end, and waits at most this long. */
        boolean stop(Duration longest);
    }
}
