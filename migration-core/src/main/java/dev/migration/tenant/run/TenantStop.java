package dev.migration.tenant.run;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks a command that is about many tenants to stop, from another thread; and with it the run of each that is under way. */
public final class TenantStop {

    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(200);

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Map<Stoppable, Thread> runs = new ConcurrentHashMap<>();

    /** Does something that can be stopped itself. */
    public <T> T during(Stoppable run, Supplier<T> deed) {
        runs.put(run, Thread.currentThread());
        try {
            return deed.get();
        } finally {
            runs.remove(run);
        }
    }

    /** Whether the command is to stop. */
    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Whether the command is to stop, now or before the time is over. */
    public boolean isRequestedWithin(Duration time) throws InterruptedException {
        return requested.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The command is over. */
    public void end() {
        ended.countDown();
    }

    /** Begins to stop, without waiting. */
    public void request() {
        requested.countDown();
        runs.keySet().forEach(run -> run.stop(Duration.ZERO));
    }

    /**
     * Waits for the end of the command, and asks again: a run may have begun just then.
     *
     * @return whether it is over; a listener that a run calls never waits for that run
     */
    public boolean await(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        boolean over = ended.getCount() == 0;
        boolean own = runs.containsValue(Thread.currentThread());
        while (!over && !own && System.nanoTime() < deadline) {
            insist();
            over = ended.await(BETWEEN_REQUESTS.toMillis(), TimeUnit.MILLISECONDS);
        }
        return over;
    }

    /** Cancels what the runs do, for a moment: one may have begun just then. */
    void insist() {
        runs.keySet().forEach(run -> run.stop(BETWEEN_REQUESTS));
    }

    /** A run of one tenant. */
    public interface Stoppable {

        /** Asks it to end, and waits so long. */
        boolean stop(Duration longest);
    }
}
