package dev.migration.boot.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.migration.MigrationStatus;
import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.event.LockHolder;
import dev.migration.event.RunProgress;
import dev.migration.version.AppliedRevision;

/**
 * Guesses how long a run takes still: the steps that are left take as long as those that are done took on average. Says nothing
 * before the first is done.
 */
final class RemainingTime {

    private RemainingTime() {}

    static Optional<Duration> of(Snapshot snapshot, Instant now) {
        Optional<RunProgress> own =
                snapshot.progress().filter(run -> run.phase() != RunProgress.Phase.WAITING_FOR_LOCK);
        return own.isPresent()
                ? own.flatMap(run -> guess(run.done(), run.steps(), Duration.between(run.since(), now)))
                : snapshot.holder().flatMap(LockHolder::place).flatMap(place -> elsewhere(snapshot, place, now));
    }

    /** How long the statement has been running that is under way; empty when nobody may know. */
    static Optional<Duration> ofStatement(Snapshot snapshot) {
        return snapshot.holder().map(LockHolder::running).filter(running -> running.compareTo(Duration.ZERO) > 0);
    }

    /** An upgrade elsewhere began with the oldest of the revisions that it has put on, which are the newest of all. */
    private static Optional<Duration> elsewhere(Snapshot snapshot, LockHolder.Place place, Instant now) {
        List<AppliedRevision> applied =
                snapshot.status().map(MigrationStatus::applied).orElse(List.of());
        int done = place.step() - 1;
        boolean upgrading = applied.stream().map(AppliedRevision::id).noneMatch(place.revision()::equals);
        if (!upgrading || done < 1 || done > applied.size()) {
            return Optional.empty();
        }
        AppliedRevision first = applied.get(applied.size() - done);
        return guess(done, place.steps(), Duration.between(first.at().minus(first.duration()), now));
    }

    private static Optional<Duration> guess(int done, int steps, Duration elapsed) {
        return done < 1 || done >= steps || elapsed.isNegative()
                ? Optional.empty()
                : Optional.of(elapsed.multipliedBy(steps - done).dividedBy(done));
    }
}
