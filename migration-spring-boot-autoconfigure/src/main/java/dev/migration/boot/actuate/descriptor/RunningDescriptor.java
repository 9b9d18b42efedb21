package dev.migration.boot.actuate.descriptor;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.migration.boot.status.FailureSummary;
import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.event.LockHolder;
import dev.migration.event.RunProgress;

/**
 * A run that is under way, in this application or elsewhere.
 *
 * @param phase {@code RUNNING}, {@code WAITING_FOR_LOCK} or {@code WAITING_TO_RETRY}
 * @param done how many revisions of it are committed
 * @param steps how many it has; 0 while nobody tells
 * @param revision the revision that it is at
 * @param since when it began; known of a run of this application only
 * @param detail why it has to try again; for a reader who may not see SQL the SQLSTATE alone
 * @param holder the session that holds the migration lock
 */
public record RunningDescriptor(
        String phase,
        int done,
        int steps,
        @Nullable String revision,
        @Nullable Instant since,
        @Nullable String detail,
        @Nullable Holder holder) {

    /** Null when nothing runs. */
    static @Nullable RunningDescriptor of(Snapshot snapshot, boolean sql) {
        RunProgress own = snapshot.progress().orElse(null);
        LockHolder holder = snapshot.holder().orElse(null);
        if (own == null && holder == null) {
            return null;
        }
        return new RunningDescriptor(
                own == null ? "RUNNING" : own.phase().name(),
                snapshot.stepsDone(),
                snapshot.steps(),
                revision(own, holder),
                own == null ? null : own.since(),
                own == null ? null : detail(own, sql),
                holder == null ? null : Holder.of(holder));
    }

    private static @Nullable String detail(RunProgress own, boolean sql) {
        if (own.phase() != RunProgress.Phase.WAITING_TO_RETRY) {
            return null;
        }
        return sql ? own.detail() : FailureSummary.sqlStateIn(own.detail()).orElse(null);
    }

    private static @Nullable String revision(@Nullable RunProgress own, @Nullable LockHolder holder) {
        if (own != null && own.revision().isPresent()) {
            return own.revision().get();
        }
        return holder == null
                ? null
                : holder.place().map(LockHolder.Place::revision).orElse(null);
    }

    /**
     * The session that holds the migration lock. What it runs is not shown: a statement may hold data.
     *
     * @param runningSeconds how long its statement has been running
     */
    public record Holder(int pid, String user, String application, String client, long runningSeconds) {

        static Holder of(LockHolder holder) {
            return new Holder(
                    holder.pid(),
                    holder.user(),
                    holder.application(),
                    holder.client(),
                    holder.running().toSeconds());
        }
    }
}
