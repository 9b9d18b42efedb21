// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant.run;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
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
    private final Set<Stoppable> stopping = ConcurrentHashMap.newKeySet();
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
     * @return whether the command has ended
     */
    @Override
    public boolean await(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        boolean over = ended.getCount() == 0;
        while (!over && System.nanoTime() < deadline) {
            stopEach(Duration.ofNanos(deadline - System.nanoTime()));
            over = ended.await(BETWEEN_REQUESTS.toMillis(), TimeUnit.MILLISECONDS);
        }
        return over;
    }

    /** Whether the caller is a listener of one of the runs. */
    @Override
    public boolean isOwn() {
        return runs.containsValue(Thread.currentThread());
    }

    /** Each on a thread of its own, once: a run that does not end must not delay the stop of another. */
    void stopEach(Duration longest) {
        for (Stoppable run : runs.keySet()) {
            if (stopping.add(run)) {
                Thread thread = new Thread(() -> stop(run, longest), "migration-stop");
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    /** Its command may begin after the request: then it is stopped in the next round. */
    private void stop(Stoppable run, Duration longest) {
        try {
            run.stop(longest);
        } finally {
            stopping.remove(run);
        }
    }

    /** A run of one tenant. */
    public interface Stoppable {

        /** Requests its end, and waits at most this long. */
        boolean stop(Duration longest);
    }
}
