// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import dev.migration.MigrationStatus;
import dev.migration.RepeatableStatus;
import dev.migration.boot.actuate.work.NeededActionEntry;
import dev.migration.boot.actuate.work.WorkEntry;
import dev.migration.boot.status.DatabaseStatus;
import dev.migration.boot.status.FailureFacts;
import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.boot.status.ReadOutcome;
import dev.migration.boot.status.TenantMonitor;
import dev.migration.plan.ParentChange;
import dev.migration.plan.SplicedRevision;
import dev.migration.version.HistoryEntry;

/**
 * The state of one database.
 *
 * @param status the name of a {@link DatabaseStatus}
 * @param current the applied revisions that no other applied revision revises or depends on
 * @param order a fingerprint of the order in which the revisions were applied; null if none is applied
 * @param heads the revisions with a script that no other revises
 * @param pending the revisions that an upgrade would run, in order
 * @param unknown the applied revisions without a script here
 * @param edited the applied revisions whose scripts were edited
 * @param repeatables the repeatables with a script in the order in which they are applied, then those without one
 * @param spliced the pending revisions that are below applied ones
 * @param parentChanges the applied revisions whose parents changed in their scripts
 * @param interrupted the revisions that run in segments and have segments left to apply or to revert
 * @param work what revisions have left for the background or in batches
 * @param neededActions what does not go on until a person acts
 * @param advice what to do, in sentences; empty if nothing has to be done
 * @param running the current run; null if there is none
 * @param lastFailure the last operation, if it failed; otherwise null
 * @param history the applied revisions, newest first
 * @param failure why the values may be outdated; null if they are current
 * @param ageMillis how old the values are if they may be outdated; null if they are current, or if the database has never answered
 * @param omitted how many entries of each list were left out; null if none was
 * @param drift what the last look for drift found; null if nobody has looked
 * @param tenants the tenants of the database; null if it has none. With tenants, the other values are empty except {@code status},
 *     {@code heads} and {@code error}
 */
public record DatabaseDescriptor(
        String status,
        List<String> current,
        @Nullable String order,
        List<String> heads,
        List<PendingRevision> pending,
        List<String> unknown,
        List<String> edited,
        List<RepeatableEntry> repeatables,
        List<SplicedEntry> spliced,
        List<ParentChangeEntry> parentChanges,
        List<AppliedEntry> interrupted,
        List<WorkEntry> work,
        List<NeededActionEntry> neededActions,
        List<String> advice,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable RunningDescriptor running,
        @Nullable Failure lastFailure,
        List<AppliedEntry> history,
        @JsonUnwrapped @Nullable ReadFailure failure,
        @Nullable Long ageMillis,
        @Nullable Map<String, Integer> omitted,
        @Nullable DriftDescriptor drift,
        @Nullable TenantsDescriptor tenants) {

    /** A database whose revisions are not known, or differ from tenant to tenant. */
    private DatabaseDescriptor(
            String status,
            List<String> heads,
            @Nullable RunningDescriptor running,
            @Nullable ReadFailure failure,
            @Nullable Long ageMillis,
            @Nullable DriftDescriptor drift,
            @Nullable TenantsDescriptor tenants) {
        this(
                status, List.of(), null, heads, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of(), List.of(), List.of(), running, null, List.of(), failure, ageMillis, null, drift,
                tenants);
    }

    /**
     * Describes a database without tenants.
     *
     * @param sql whether the reader may see SQL and messages of the server
     */
    public static DatabaseDescriptor of(Snapshot snapshot, boolean sql) {
        ReadFailure failure = ReadFailure.of(snapshot, sql);
        RunningDescriptor running = RunningDescriptor.of(snapshot, sql);
        DriftDescriptor drift = DriftDescriptor.of(snapshot.drift(), sql);
        return snapshot.status().isPresent()
                ? of(snapshot, sql, running, drift)
                : new DatabaseDescriptor(DatabaseStatus.UNKNOWN.name(), List.of(), running, failure, null, drift, null);
    }

    /** Why the values may be outdated, in a sentence; null if they are current. */
    public @Nullable String error() {
        return failure == null ? null : failure.error();
    }

    /** A copy whose lists have at most {@value Overview#LONGEST} entries. */
    public DatabaseDescriptor shortened() {
        return Overview.of(this);
    }

    /**
     * Describes a database with tenants.
     *
     * @param sql whether the reader may see SQL and messages of the server
     */
    public static DatabaseDescriptor of(TenantMonitor monitor, boolean sql) {
        TenantMonitor.Snapshot snapshot = monitor.read();
        TenantsDescriptor tenants = TenantsDescriptor.notUpToDate(snapshot, sql);
        return new DatabaseDescriptor(
                snapshot.state(),
                HeadsDescriptor.of(monitor.scripts()),
                null,
                tenants.failure(),
                age(snapshot),
                null,
                tenants);
    }

    private static DatabaseDescriptor of(
            Snapshot all, boolean sql, @Nullable RunningDescriptor running, @Nullable DriftDescriptor drift) {
        Snapshot snapshot = sql ? all : all.withoutNames();
        MigrationStatus status = snapshot.status().orElseThrow();
        return new DatabaseDescriptor(
                DatabaseStatus.of(snapshot).name(),
                status.current(),
                status.order().orElse(null),
                status.heads(),
                PendingRevision.of(status.pending(), snapshot.changes()),
                status.unknown(),
                status.edited(),
                status.repeatables().stream().map(RepeatableEntry::of).toList(),
                status.spliced().stream().map(SplicedEntry::of).toList(),
                status.parentChanges().stream().map(ParentChangeEntry::of).toList(),
                status.interrupted().stream().map(AppliedEntry::of).toList(),
                WorkEntry.of(snapshot.work(), sql),
                snapshot.neededActions().stream()
                        .map(action -> NeededActionEntry.of(action, sql))
                        .toList(),
                advice(snapshot, status, running),
                running,
                snapshot.lastFailure().map(Failure::of).orElse(null),
                history(status),
                ReadFailure.of(snapshot, sql),
                age(snapshot),
                null,
                drift,
                null);
    }

    private static @Nullable Long age(ReadOutcome outcome) {
        return outcome.staleness().map(Duration::toMillis).orElse(null);
    }

    private static List<AppliedEntry> history(MigrationStatus status) {
        List<AppliedEntry> history =
                new ArrayList<>(status.applied().stream().map(AppliedEntry::of).toList());
        Collections.reverse(history);
        return history;
    }

    /** While a session migrates, pending and interrupted revisions need no action, unless the session waits. */
    private static List<String> advice(Snapshot snapshot, MigrationStatus status, @Nullable RunningDescriptor running) {
        boolean beingMigrated =
                status.state() == MigrationStatus.State.PENDING || status.state() == MigrationStatus.State.RUNNING;
        if (running == null || !beingMigrated) {
            return status.advice();
        }
        WaitDescriptor waiting = running.waiting();
        if (waiting != null) {
            return List.of(waiting.remedy());
        }
        return snapshot.neededActions().isEmpty() ? List.of("Nothing to do: a migration is running.") : List.of();
    }

    /**
     * The last operation, if it failed. The message of the server is not included, because it may contain data.
     *
     * @param facts the id of the revision or the name of the repeatable, and where it failed
     * @param operation the kind of operation, such as {@code UPGRADE}
     * @param at when it failed, by the clock of the database
     * @param doneBy the database user
     */
    public record Failure(@JsonUnwrapped FailureFacts facts, String operation, Instant at, String doneBy, String host) {

        static Failure of(HistoryEntry entry) {
            return new Failure(
                    FailureFacts.of(entry),
                    entry.operation(),
                    entry.at(),
                    entry.by().user(),
                    entry.by().host());
        }
    }

    /**
     * A repeatable.
     *
     * @param state {@code APPLIED}, {@code PENDING}, {@code AHEAD} or {@code UNKNOWN}
     * @param checksum the checksum of the applied text; null if none is applied, or if a revision dropped the repeatable
     * @param appliedAt when it was applied last; null if never
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

    /**
     * A pending revision below applied ones.
     *
     * @param above the ids of the applied revisions that follow it
     */
    public record SplicedEntry(String revision, List<String> above) {

        static SplicedEntry of(SplicedRevision spliced) {
            return new SplicedEntry(spliced.revision().id(), spliced.descendants());
        }
    }

    /**
     * An applied revision whose parents changed in its script.
     *
     * @param then the ids of its down revisions and dependencies when it was applied
     * @param now the ids in its script; labels are resolved
     */
    public record ParentChangeEntry(String revision, List<String> then, List<String> now) {

        static ParentChangeEntry of(ParentChange change) {
            return new ParentChangeEntry(change.revision(), change.recorded(), change.declared());
        }
    }
}
