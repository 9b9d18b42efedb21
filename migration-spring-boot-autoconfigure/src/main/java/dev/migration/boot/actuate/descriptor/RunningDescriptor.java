// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.migration.boot.actuate.work.BatchDescriptor;
import dev.migration.boot.status.FailureSummary;
import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.event.LockHolder;
import dev.migration.event.RunProgress;
import dev.migration.event.RunWait;

/**
 * A current run, in this application or in another process.
 *
 * @param phase {@code RUNNING}, {@code WAITING_FOR_LOCK} or {@code WAITING_TO_RETRY}
 * @param done the number of revisions of the run that are committed
 * @param steps the number of revisions of the run; 0 if it is not known
 * @param revision the current revision; null if it is not known
 * @param since when the run began; null for a run of another process
 * @param detail why the revision is retried, while the run waits to retry; for a reader who may not see SQL only the SQLSTATE
 * @param sqlState the SQLSTATE of that failure; null if the run does not wait to retry
 * @param batch the statement that runs in batches, for a run of this application; null if there is none
 * @param waiting the sessions for which the run waits; null if it does not wait
 * @param holder the session that holds the migration lock; null if there is none
 */
public record RunningDescriptor(
        String phase,
        int done,
        int steps,
        @Nullable String revision,
        @Nullable Instant since,
        @Nullable String detail,
        @Nullable String sqlState,
        @Nullable BatchDescriptor batch,
        @Nullable WaitDescriptor waiting,
        @Nullable Holder holder) {

    /** Returns null if there is no run. */
    static @Nullable RunningDescriptor of(Snapshot snapshot, boolean sql) {
        RunProgress own = snapshot.progress().orElse(null);
        LockHolder holder = snapshot.holder().orElse(null);
        if (!snapshot.isRunning() && own == null) {
            return null;
        }
        return new RunningDescriptor(
                own == null ? phase(snapshot) : own.phase().name(),
                snapshot.stepsDone(),
                snapshot.steps(),
                revision(own, snapshot),
                own == null ? null : own.since(),
                own == null ? null : detail(own, sql),
                own == null ? null : sqlState(own),
                own == null
                        ? null
                        : own.batch()
                                .map(batch -> BatchDescriptor.of(batch, sql))
                                .orElse(null),
                snapshot.runWait().map(wait -> WaitDescriptor.of(wait, sql)).orElse(null),
                holder == null ? null : Holder.of(holder));
    }

    private static @Nullable String detail(RunProgress own, boolean sql) {
        if (own.phase() != RunProgress.Phase.WAITING_TO_RETRY) {
            return null;
        }
        if (sql) {
            return own.detail();
        }
        return sqlState(own) == null ? null : "SQLSTATE " + sqlState(own);
    }

    private static @Nullable String sqlState(RunProgress own) {
        return own.phase() == RunProgress.Phase.WAITING_TO_RETRY
                ? FailureSummary.sqlStateIn(own.detail()).orElse(null)
                : null;
    }

    /** Of a run of another process. */
    private static String phase(Snapshot snapshot) {
        boolean retries = snapshot.runWait().filter(wait -> wait.attempts() > 0).isPresent();
        return (retries ? RunProgress.Phase.WAITING_TO_RETRY : RunProgress.Phase.RUNNING).name();
    }

    private static @Nullable String revision(@Nullable RunProgress own, Snapshot snapshot) {
        return own != null && own.revision().isPresent()
                ? own.revision().get()
                : snapshot.place()
                        .map(LockHolder.Place::revision)
                        .or(() -> snapshot.runWait().map(RunWait::revision).filter(known -> !known.isEmpty()))
                        .orElse(null);
    }

    /**
     * The session that holds the migration lock, without its statement, which may contain data.
     *
     * @param runningSeconds the running time of its current statement; null if it runs none, or if the database role may not see it
     */
    public record Holder(
            int pid,
            String user,
            String application,
            String client,
            @Nullable Long runningSeconds) {

        static Holder of(LockHolder holder) {
            return new Holder(
                    holder.pid(),
                    holder.user(),
                    holder.application(),
                    holder.client(),
                    holder.activity().running().map(Duration::toSeconds).orElse(null));
        }
    }
}
