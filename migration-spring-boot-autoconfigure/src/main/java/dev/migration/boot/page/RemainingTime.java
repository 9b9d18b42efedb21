// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.migration.MigrationStatus;
import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.event.BatchProgress;
import dev.migration.event.LockHolder;
import dev.migration.event.RunProgress;
import dev.migration.version.AppliedRevision;

/**
 * Estimates the remaining time of a run: each remaining step takes as long as the completed steps took on average. Before the first step
 * is completed there is no estimate. In the last step, the rows of a batch that are left and their rate say more.
 */
final class RemainingTime {

    private RemainingTime() {}

    static Optional<Duration> of(Snapshot snapshot, Instant now) {
        Optional<RunProgress> own =
                snapshot.progress().filter(run -> run.phase() != RunProgress.Phase.WAITING_FOR_LOCK);
        Optional<Duration> lastBatches = own.filter(run -> run.done() + 1 == run.steps())
                .flatMap(RunProgress::batch)
                .flatMap(BatchProgress::remaining);
        if (lastBatches.isPresent()) {
            return lastBatches;
        }
        return own.isPresent()
                ? own.flatMap(run -> estimate(run.done(), run.steps(), Duration.between(run.since(), now)))
                : snapshot.holder().flatMap(LockHolder::place).flatMap(place -> ofOtherProcess(snapshot, place, now));
    }

    /** The running time of the current statement; empty if it is not known. */
    static Optional<Duration> ofStatement(Snapshot snapshot) {
        return snapshot.holder().flatMap(holder -> holder.activity().running());
    }

    /** The start of an upgrade of another process: its completed revisions are the newest applied ones, and it began with the oldest of them. */
    private static Optional<Duration> ofOtherProcess(Snapshot snapshot, LockHolder.Place place, Instant now) {
        List<AppliedRevision> applied =
                snapshot.status().map(MigrationStatus::applied).orElse(List.of());
        int done = place.step() - 1;
        boolean upgrading = applied.stream().map(AppliedRevision::id).noneMatch(place.revision()::equals);
        if (!upgrading || done < 1 || done > applied.size()) {
            return Optional.empty();
        }
        AppliedRevision first = applied.get(applied.size() - done);
        return estimate(done, place.steps(), Duration.between(first.at().minus(first.duration()), now));
    }

    private static Optional<Duration> estimate(int done, int steps, Duration elapsed) {
        return done < 1 || done >= steps || elapsed.isNegative()
                ? Optional.empty()
                : Optional.of(elapsed.multipliedBy(steps - done).dividedBy(done));
    }
}
