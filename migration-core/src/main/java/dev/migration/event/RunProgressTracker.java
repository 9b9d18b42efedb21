package dev.migration.event;

import java.time.Instant;
import java.util.Optional;

/**
 * Knows how far a run is, from its events; may be asked by any thread. Of several runs at once it knows the one that said
 * something last.
 */
public final class RunProgressTracker implements MigrationListener {

    // Written by the migrating thread; where several runs share a tracker, the last word counts.
    private volatile Optional<RunProgress> now = Optional.empty();

    /** How far the run is; empty when none is under way. */
    public Optional<RunProgress> now() {
        return now;
    }

    /** The run is over, whether it said so or not. */
    public void end() {
        now = Optional.empty();
    }

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.WaitingForLock waiting) {
            now = Optional.of(waitingForLock(now, waiting));
        } else if (event instanceof MigrationEvent.Started started) {
            now = Optional.of(started(started));
        } else if (event instanceof MigrationEvent.RevisionStarted begun) {
            at(RunProgress.Phase.RUNNING, 0, begun.step().revision().id(), "");
        } else if (event instanceof MigrationEvent.WaitingToRetry wait) {
            at(RunProgress.Phase.WAITING_TO_RETRY, 0, wait.step().revision().id(), wait.reason());
        } else if (event instanceof MigrationEvent.RevisionFinished finished) {
            at(RunProgress.Phase.RUNNING, 1, finished.step().revision().id(), "");
        } else if (event instanceof MigrationEvent.Finished || event instanceof MigrationEvent.Failed) {
            end();
        }
    }

    private void at(RunProgress.Phase phase, int more, String revision, String detail) {
        now = now.map(known -> new RunProgress(
                phase,
                known.operation(),
                known.done() + more,
                known.steps(),
                Optional.of(revision),
                detail,
                known.since()));
    }

    private static RunProgress waitingForLock(Optional<RunProgress> before, MigrationEvent.WaitingForLock waiting) {
        return new RunProgress(
                RunProgress.Phase.WAITING_FOR_LOCK,
                before.flatMap(RunProgress::operation),
                before.map(RunProgress::done).orElse(0),
                before.map(RunProgress::steps).orElse(0),
                Optional.empty(),
                waiting.holder(),
                before.map(RunProgress::since).orElseGet(() -> Instant.now().minus(waiting.waited())));
    }

    private static RunProgress started(MigrationEvent.Started started) {
        return new RunProgress(
                RunProgress.Phase.RUNNING,
                Optional.of(started.plan().operation()),
                0,
                started.plan().steps().size(),
                Optional.empty(),
                "",
                Instant.now());
    }
}
