package dev.migration.boot.actuate.descriptor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.migration.MigrationStatus;
import dev.migration.RepeatableStatus;
import dev.migration.boot.status.DatabaseStatus;
import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.boot.status.TenantMonitor;
import dev.migration.plan.ParentChange;
import dev.migration.plan.SplicedRevision;
import dev.migration.revision.Revision;
import dev.migration.version.AppliedRevision;
import dev.migration.version.HistoryEntry;

/**
 * One database.
 *
 * @param status a {@link DatabaseStatus}
 * @param current the applied revisions on which no other applied one stands
 * @param heads the revisions with a script that no other revises
 * @param pending what an upgrade would run, in order
 * @param unknown applied revisions without a script
 * @param edited applied revisions whose script says something else now
 * @param repeatables those with a script in the order in which they are applied, then those that have none any more
 * @param spliced pending revisions that were put below applied ones
 * @param reparented applied revisions whose scripts name other parents now
 * @param unfinished revisions of which pieces are left to do, up or down
 * @param advice what to do, in sentences; empty when everything is as it should be
 * @param running what runs now; null when nothing does
 * @param lastFailure the last thing that was done, if it failed; else null
 * @param history the applied revisions, newest first
 * @param error why the answer may be old; null when it is not
 * @param tenants of a database with tenants: how they are; the rest is empty then, but for the heads
 */
public record DatabaseDescriptor(
        String status,
        List<String> current,
        List<String> heads,
        List<PendingRevision> pending,
        List<String> unknown,
        List<String> edited,
        List<RepeatableEntry> repeatables,
        List<SplicedEntry> spliced,
        List<ParentChangeEntry> parentChanges,
        List<AppliedEntry> unfinished,
        List<String> advice,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable RunningDescriptor running,
        @Nullable Failure lastFailure,
        List<AppliedEntry> history,
        @Nullable String error,
        @Nullable TenantsDescriptor tenants) {

    /**
     * What a look showed.
     *
     * @param sql whether the reader may see SQL, and what the server said
     */
    public static DatabaseDescriptor of(Snapshot snapshot, boolean sql) {
        String error = snapshot.error(sql).orElse(null);
        RunningDescriptor running = RunningDescriptor.of(snapshot, sql);
        return snapshot.status()
                .map(status -> of(snapshot, status, running, error))
                .orElseGet(() -> unknown(running, error));
    }

    /** A database with tenants, each of which has a state of its own. */
    public static DatabaseDescriptor of(TenantMonitor monitor, boolean sql) {
        TenantMonitor.Snapshot snapshot = monitor.look();
        return new DatabaseDescriptor(
                snapshot.state(),
                List.of(),
                HeadsDescriptor.of(monitor.scripts()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                snapshot.error(sql).orElse(null),
                TenantsDescriptor.behind(snapshot, sql));
    }

    private static DatabaseDescriptor unknown(@Nullable RunningDescriptor running, @Nullable String error) {
        return new DatabaseDescriptor(
                DatabaseStatus.UNKNOWN.name(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                running,
                null,
                List.of(),
                error,
                null);
    }

    private static DatabaseDescriptor of(
            Snapshot snapshot, MigrationStatus status, @Nullable RunningDescriptor running, @Nullable String error) {
        List<AppliedEntry> history =
                new ArrayList<>(status.applied().stream().map(AppliedEntry::of).toList());
        Collections.reverse(history);
        return new DatabaseDescriptor(
                DatabaseStatus.of(snapshot).name(),
                status.current(),
                status.heads(),
                status.pending().stream().map(PendingRevision::of).toList(),
                status.unknown(),
                status.edited(),
                status.repeatables().stream().map(RepeatableEntry::of).toList(),
                status.spliced().stream().map(SplicedEntry::of).toList(),
                status.parentChanges().stream().map(ParentChangeEntry::of).toList(),
                status.interrupted().stream().map(AppliedEntry::of).toList(),
                advice(status, running),
                running,
                snapshot.lastFailure().map(Failure::of).orElse(null),
                history,
                error,
                null);
    }

    /** What is pending is no reason to do anything while somebody is at it. */
    private static List<String> advice(MigrationStatus status, @Nullable RunningDescriptor running) {
        boolean undone =
                status.state() == MigrationStatus.State.PENDING || status.state() == MigrationStatus.State.RUNNING;
        return running != null && undone ? List.of("Nothing to do: a migration is under way.") : status.advice();
    }

    /**
     * Something that failed, and after which nothing was done. What the server said is not shown: it may hold data.
     *
     * @param revision the revision, or the repeatable
     * @param operation what was asked for, such as {@code UPGRADE}
     * @param at when that was, by the database's clock
     * @param doneBy the database user
     */
    public record Failure(String revision, String operation, Instant at, String doneBy, String host) {

        static Failure of(HistoryEntry entry) {
            return new Failure(
                    entry.revision(),
                    entry.operation(),
                    entry.at(),
                    entry.by().user(),
                    entry.by().host());
        }
    }

    /**
     * A repeatable.
     *
     * @param state {@code APPLIED}, {@code PENDING}, {@code AHEAD}, {@code UNKNOWN}
     * @param checksum of what is applied; null when nothing is, or when a revision dropped it
     * @param appliedAt null when it never was
     */
    public record RepeatableEntry(
            String name,
            String state,
            @Nullable String checksum,
            @Nullable Instant appliedAt) {

        static RepeatableEntry of(RepeatableStatus repeatable) {
            return new RepeatableEntry(
                    repeatable.name(),
                    repeatable.state().name(),
                    repeatable.checksum().orElse(null),
                    repeatable.appliedAt().orElse(null));
        }
    }

    /** A revision that waits. */
    public record PendingRevision(
            String revision, List<String> revises, List<String> dependsOn, List<String> branches, String message) {

        static PendingRevision of(Revision revision) {
            return new PendingRevision(
                    revision.id(),
                    revision.downRevisions(),
                    revision.dependsOn(),
                    revision.branchLabels(),
                    revision.message());
        }
    }

    /** A pending revision below applied ones. */
    public record SplicedEntry(String revision, List<String> above) {

        static SplicedEntry of(SplicedRevision splice) {
            return new SplicedEntry(splice.revision().id(), splice.above());
        }
    }

    /** An applied revision that stands on others now. */
    public record ParentChangeEntry(String revision, List<String> then, List<String> now) {

        static ParentChangeEntry of(ParentChange moved) {
            return new ParentChangeEntry(moved.revision(), moved.then(), moved.now());
        }
    }

    /**
     * A revision that is applied, or was begun.
     *
     * @param state see {@link dev.migration.version.RevisionState.State}
     * @param step how many of its pieces are done; null when it is whole
     */
    public record AppliedEntry(
            String revision,
            List<String> revises,
            List<String> dependsOn,
            List<String> branches,
            String message,
            String type,
            String state,
            @Nullable Integer step,
            Instant appliedAt,
            long durationMillis,
            String appliedBy,
            String host,
            String application,
            @Nullable String checksum) {

        public static AppliedEntry of(AppliedRevision applied) {
            Revision revision = applied.revision();
            return new AppliedEntry(
                    revision.id(),
                    revision.downRevisions(),
                    revision.dependsOn(),
                    revision.branchLabels(),
                    revision.message(),
                    applied.type().name(),
                    applied.stage().state().name(),
                    applied.stage().isUnfinished() ? applied.stage().step() : null,
                    applied.at(),
                    applied.duration().toMillis(),
                    applied.by().user(),
                    applied.by().host(),
                    applied.by().application(),
                    applied.checksum().orElse(null));
        }
    }
}
