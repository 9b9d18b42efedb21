// SPDX-License-Identifier: Apache-2.0
package dev.migration.event;

import java.time.Instant;
import java.util.Optional;

/**
 * Keeps the progress of a run from its events; any thread may read it. If several runs share a tracker, it has the progress of
 * the run that published the last event.
 */
public final class RunProgressTracker implements MigrationListener {

    // Written by the thread of the run; if several runs share a tracker, the last event counts.
    private volatile Optional<RunProgress> now = Optional.empty();

    /** The progress of the run; empty if no run is active. */
    public Optional<RunProgress> now() {
        return now;
    }

    /** Ends the run, also if it published no last event. */
    public void end() {
        now = Optional.empty();
    }

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.WaitingForLock waiting) {
            now = Optional.of(waitingForLock(now, waiting));
        } else if (event instanceof MigrationEvent.Started started) {
            now = Optional.of(started(started));
        } else if (event instanceof MigrationEvent.RevisionStarted revision) {
            at(RunProgress.Phase.RUNNING, 0, revision.step().revision().id(), "");
        } else if (event instanceof MigrationEvent.BatchCommitted committed) {
            batch(committed.progress());
        } else if (event instanceof MigrationEvent.BatchHeld held) {
            batch(held.progress());
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
                known.since(),
                Optional.empty()));
    }

    /** Also ends a wait to retry. */
    private void batch(BatchProgress progress) {
        now = now.map(known -> new RunProgress(
                RunProgress.Phase.RUNNING,
                known.operation(),
                known.done(),
                known.steps(),
                known.revision(),
                "",
                known.since(),
                progress.finished() ? Optional.empty() : Optional.of(progress)));
    }

    private static RunProgress waitingForLock(Optional<RunProgress> before, MigrationEvent.WaitingForLock waiting) {
        return new RunProgress(
                RunProgress.Phase.WAITING_FOR_LOCK,
                before.flatMap(RunProgress::operation),
                before.map(RunProgress::done).orElse(0),
                before.map(RunProgress::steps).orElse(0),
                Optional.empty(),
                waiting.holder(),
                before.map(RunProgress::since).orElseGet(() -> Instant.now().minus(waiting.waited())),
                Optional.empty());
    }

    private static RunProgress started(MigrationEvent.Started started) {
        return new RunProgress(
                RunProgress.Phase.RUNNING,
                Optional.of(started.plan().operation()),
                0,
                started.plan().steps().size(),
                Optional.empty(),
                "",
                Instant.now(),
                Optional.empty());
    }
}
