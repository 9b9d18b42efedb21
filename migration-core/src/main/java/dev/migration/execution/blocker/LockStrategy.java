// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.blocker;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.event.Blocker;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.script.ScriptOptions;
import dev.migration.setting.LockLimits;

/**
 * Chooses the lock timeout of the next attempt from the sessions that blocked the last one.
 *
 * <ol>
 *   <li>A timeout of the script or of the settings applies to all attempts.
 *   <li>An autovacuum worker: the server cancels it when another session has waited for it for {@code deadlock_timeout}
 *       (PostgreSQL manual, 24.1.6). So one attempt waits a little longer than that. The server does not cancel a worker that
 *       prevents a wraparound of transaction ids, so there is one such attempt for each worker.
 *   <li>Short transactions that come and go: each attempt waits twice as long as the last one, up to {@code
 *       migration.lock.max-wait}. An attempt that waits longer than the rest of these transactions succeeds, because a
 *       transaction that begins later queues behind it.
 *   <li>A transaction that has been open for longer than those that ended, or if it is not known yet which of these it is: the
 *       short timeout, because a longer wait would stop the application and have no other effect.
 * </ol>
 */
public final class LockStrategy {

    /** The time that a cancelled autovacuum worker has to end. */
    private static final Duration CANCELLATION = Duration.ofMillis(500);

    private static final String WRAPAROUND = "to prevent wraparound";

    private final boolean fixed;
    private final Duration maxWait;
    private final Set<Integer> awaitedWorkers = new HashSet<>();
    private Duration step = LockLimits.SHORT_TIMEOUT;
    private Duration next = LockLimits.SHORT_TIMEOUT;
    private String reason = "";

    public LockStrategy(ExecutionSettings settings, ScriptOptions options) {
        this.fixed = options.lockTimeout().or(settings.lockLimits()::timeout).isPresent();
        this.maxWait = settings.lockLimits().maxWait();
    }

    /** The lock timeout of the next attempt; empty if the script or the settings determine it. */
    public Optional<Duration> timeout() {
        return fixed ? Optional.empty() : Optional.of(next);
    }

    /** Why the next attempt does not have the short timeout; empty if it has. */
    public String reason() {
        return reason;
    }

    /** Called after an attempt that did not get a lock. */
    public void afterTimeout(BlockerWatch watch) {
        BlockerHistory.Summary seen = watch.summary();
        reason = "";
        next = LockLimits.SHORT_TIMEOUT;
        if (fixed) {
            return;
        }
        List<Blocker> clients = seen.blockers().stream()
                .filter(blocker -> !blocker.isAutovacuum())
                .toList();
        boolean comeAndGo = seen.longestEnded()
                .filter(longest -> seen.oldest().compareTo(longest) <= 0)
                .isPresent();
        Optional<Blocker> worker = seen.blockers().stream()
                .filter(blocker -> clients.isEmpty() || comeAndGo)
                .filter(this::isCancelledByTheServer)
                .findFirst();
        if (worker.isPresent() && seen.deadlockTimeout().isPresent()) {
            awaitCancellation(worker.get(), seen.deadlockTimeout().get());
        } else if (comeAndGo) {
            waitLonger();
        } else {
            step = LockLimits.SHORT_TIMEOUT;
        }
    }

    private boolean isCancelledByTheServer(Blocker blocker) {
        return blocker.isAutovacuum()
                && !blocker.query().contains(WRAPAROUND)
                && !awaitedWorkers.contains(blocker.pid());
    }

    private void awaitCancellation(Blocker worker, Duration deadlockTimeout) {
        awaitedWorkers.add(worker.pid());
        next = deadlockTimeout.plus(CANCELLATION);
        reason = "; the next attempt waits up to " + next.toMillis()
                + " ms, because the server cancels an autovacuum worker after " + deadlockTimeout.toMillis() + " ms";
    }

    private void waitLonger() {
        Duration doubled = step.plus(step);
        step = doubled.compareTo(maxWait) < 0 ? doubled : maxWait;
        next = step.compareTo(LockLimits.SHORT_TIMEOUT) < 0 ? LockLimits.SHORT_TIMEOUT : step;
        reason = "; the next attempt waits up to " + next.toMillis() + " ms, because short transactions take turns";
    }
}
