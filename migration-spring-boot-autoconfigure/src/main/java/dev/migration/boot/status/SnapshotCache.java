package dev.migration.boot.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks at a database for many readers, on one thread, and remembers what it saw. A database that hangs holds up no reader for
 * longer than the reader wants to wait; the look itself goes on.
 *
 * @param <T> what a look shows
 */
final class SnapshotCache<T> implements AutoCloseable {

    private final Callable<T> view;
    private final Duration spared;
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), SnapshotCache::daemon);
    private Optional<Future<Seen<T>>> looking = Optional.empty();
    private volatile Optional<Seen<T>> last = Optional.empty();
    private volatile Optional<InVain> inVain = Optional.empty();

    /** @param spared how long those who are content with an older state are spared the wait after one in vain */
    SnapshotCache(Callable<T> view, Duration spared) {
        this.view = view;
        this.spared = spared;
    }

    /** The state now; when the database does not answer in time, the last known state and why it is not newer. */
    Look<T> look(Duration patience) {
        try {
            startLooking().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Look<>(last, Optional.empty());
        } catch (ExecutionException failure) {
            return outdated(FailureSummary.of(Objects.requireNonNullElse(failure.getCause(), failure)));
        } catch (TimeoutException hanging) {
            return outdated(FailureSummary.open("The database has not answered for " + patience.toMillis() + " ms."));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Look<>(last, Optional.of(FailureSummary.open("The reader was interrupted.")));
        }
    }

    /** The state as it was at most {@code age} ago, or as in {@link #look(Duration)}. */
    Look<T> notOlderThan(Duration age, Duration patience) {
        return last.filter(seen -> isWithin(age, seen.nanoTime()))
                .map(seen -> new Look<>(last, Optional.empty()))
                .or(() -> inVain.filter(vain -> isWithin(spared, vain.nanoTime()))
                        .map(vain -> new Look<>(last, Optional.of(vain.failure()))))
                .orElseGet(() -> look(patience));
    }

    /**
     * Has something else read by the same thread.
     *
     * @throws ExecutionException if reading failed
     * @throws TimeoutException if it took longer than {@code patience}; then it is not begun any more
     */
    <R> R read(Callable<R> reading, Duration patience)
            throws ExecutionException, InterruptedException, TimeoutException {
        Future<R> result = thread.submit(reading);
        try {
            return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            result.cancel(false);
            thread.purge();
        }
    }

    /** Stops looking. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    // Two readers that come at once must not start two looks.
    private synchronized Future<Seen<T>> startLooking() {
        if (looking.filter(look -> !look.isDone()).isEmpty()) {
            looking = Optional.of(thread.submit(this::see));
        }
        return looking.orElseThrow();
    }

    /** Remembers by itself: the reader may have gone. */
    private Seen<T> see() throws Exception {
        Seen<T> seen = new Seen<>(view.call(), Instant.now(), System.nanoTime());
        last = Optional.of(seen);
        return seen;
    }

    private Look<T> outdated(FailureSummary why) {
        inVain = Optional.of(new InVain(why, System.nanoTime()));
        return new Look<>(last, Optional.of(why));
    }

    private static boolean isWithin(Duration time, long since) {
        return System.nanoTime() - since <= time.toNanos();
    }

    private static Thread daemon(Runnable look) {
        Thread thread = new Thread(look, "migration-monitor");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * What a reader gets.
     *
     * @param seen empty when the database never answered
     * @param failure why it may be old; empty when it is not
     */
    record Look<T>(Optional<Seen<T>> seen, Optional<FailureSummary> failure) {}

    /** What was seen, and when: by the clock for people, and by the one that never jumps. */
    record Seen<T>(T what, Instant at, long nanoTime) {}

    private record InVain(FailureSummary failure, long nanoTime) {}
}
