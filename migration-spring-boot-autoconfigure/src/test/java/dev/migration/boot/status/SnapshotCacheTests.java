// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.status;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A database that does not answer occupies the thread of one reader at most. */
@Timeout(60)
class SnapshotCacheTests {

    private static final Duration LONG = Duration.ofHours(1);

    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger queries = new AtomicInteger();
    private final ExecutorService readers = Executors.newCachedThreadPool();
    private final SnapshotCache<Integer> cache = new SnapshotCache<>(this::query, Duration.ZERO);

    /** The first query answers at once, the second does not. */
    private Integer query() throws InterruptedException {
        int number = queries.incrementAndGet();
        if (number > 1) {
            answer.await();
        }
        return number;
    }

    @AfterEach
    void stop() {
        answer.countDown();
        cache.close();
        readers.shutdownNow();
    }

    @Test
    void oneReaderWaitsForASilentDatabaseAndTheOthersGetTheLastState() {
        cache.read(LONG);

        List<CompletableFuture<SnapshotCache.Result<Integer>>> results = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> cache.read(LONG), readers))
                .limit(50)
                .toList();

        Awaitility.await().until(() -> done(results).size() == 49);
        assertThat(done(results)).allSatisfy(result -> {
            assertThat(result.join().state()).get().returns(1, SnapshotCache.State::value);
            assertThat(result.join().failure()).get().returns(true, SnapshotCacheTests::isSilent);
        });
        answer.countDown();
        Awaitility.await().until(() -> done(results).size() == 50);
        assertThat(queries).hasValue(2);
    }

    @Test
    void anOverdueQueryIsNotWaitedFor() {
        cache.read(LONG);
        cache.read(ReaderThread.OVERDUE.plusMillis(1));

        // Would wait for an hour.
        assertThat(cache.read(LONG).failure()).get().returns(true, SnapshotCacheTests::isSilent);
        assertThat(cache.readCached(Duration.ZERO, LONG).failure()).get().returns(true, SnapshotCacheTests::isSilent);
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> cache.execute(() -> 0, LONG));
    }

    @Test
    void theAnswerOfAnOverdueQueryIsKept() {
        cache.read(LONG);
        cache.read(ReaderThread.OVERDUE.plusMillis(1));
        answer.countDown();

        Awaitility.await()
                .until(() -> cache.readCached(LONG, Duration.ZERO)
                                .state()
                                .orElseThrow()
                                .value()
                        == 2);
    }

    private static boolean isSilent(FailureSummary failure) {
        return failure.brief().startsWith("The database has not answered for ");
    }

    private static List<CompletableFuture<SnapshotCache.Result<Integer>>> done(
            List<CompletableFuture<SnapshotCache.Result<Integer>>> results) {
        return results.stream().filter(CompletableFuture::isDone).toList();
    }

    @Test
    void aReadThatNeedsTooMuchMemoryIsAFailureAndTheNextReadIsTried() {
        AtomicInteger reads = new AtomicInteger();
        try (SnapshotCache<Integer> exhausted = new SnapshotCache<>(
                () -> {
                    if (reads.incrementAndGet() == 1) {
                        throw new OutOfMemoryError("Java heap space");
                    }
                    return 2;
                },
                Duration.ZERO)) {
            assertThat(exhausted.read(LONG).failure())
                    .get()
                    .returns(
                            "The application has not enough memory to read the state (Java heap space).",
                            failure -> failure.shown(false));
            assertThat(exhausted.read(LONG).state()).get().returns(2, SnapshotCache.State::value);
        }
    }
}
