// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class RunningCommandsTests {

    private static final int COMMANDS = 8;

    /** Whatever the order of the commands is, one that does not end delays no other. */
    @Test
    void aCommandThatDoesNotEndDelaysTheStopOfNoOther() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        RunningCommands<Command> running = new RunningCommands<>(Command::new);
        CountDownLatch begun = new CountDownLatch(COMMANDS + 1);
        CountDownLatch stubborn = new CountDownLatch(1);
        try {
            Future<?> first = threads.submit(() -> running.run(command -> ended(begun, stubborn)));
            List<Future<Boolean>> others = new ArrayList<>();
            for (int number = 0; number < COMMANDS; number++) {
                others.add(threads.submit(() -> running.run(command -> ended(begun, command.stopped))));
            }
            begun.await();

            Future<Boolean> stop = threads.submit(() -> running.stop(Duration.ofSeconds(3)));

            for (Future<Boolean> other : others) {
                assertThat(other.get(2, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(stop.get()).isFalse();
            stubborn.countDown();
            first.get();
        } finally {
            stubborn.countDown();
            threads.shutdownNow();
        }
    }

    private static boolean ended(CountDownLatch begun, CountDownLatch end) {
        try {
            begun.countDown();
            end.await();
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends only when somebody waits for its end, as a statement that must be cancelled. */
    private static final class Command implements RunningCommands.Stop {

        private final CountDownLatch stopped = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void request() {
            // The statement that runs does not notice it.
        }

        @Override
        public boolean isOwn() {
            return false;
        }

        @Override
        public boolean await(Duration longest) throws InterruptedException {
            stopped.countDown();
            return ended.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void end() {
            ended.countDown();
        }
    }
}
