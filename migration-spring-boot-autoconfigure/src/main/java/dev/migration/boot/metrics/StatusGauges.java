// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.metrics;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.zip.CRC32;

import io.micrometer.core.instrument.MeterRegistry;

import dev.migration.MigrationStatus;
import dev.migration.boot.status.DatabaseStatus;
import dev.migration.boot.status.DriftLook;
import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.event.LockSession;
import dev.migration.event.LockStatus;
import dev.migration.version.AppliedRevision;
import dev.migration.version.HistoryEntry;
import dev.migration.version.RevisionState;

/** The gauges of the state of one database. */
final class StatusGauges {

    /** A database that has not answered for this time counts as not reachable. A slow answer is ready for the next scrape. */
    private static final Duration UNREACHABLE_AFTER = Duration.ofSeconds(30);

    private static final List<StatusGauge> ALL = all();

    private StatusGauges() {}

    static void registerIn(MeterRegistry registry, String database, Supplier<Snapshot> snapshots) {
        ALL.forEach(gauge -> gauge.registerIn(registry, database, snapshots));
    }

    private static List<StatusGauge> all() {
        List<StatusGauge> gauges = new ArrayList<>();
        for (DatabaseStatus status : DatabaseStatus.values()) {
            gauges.add(StatusGauge.of(
                            "migration.status",
                            "1 for the current status of the database, 0 for the others",
                            snapshot -> is(DatabaseStatus.of(snapshot) == status))
                    .tagged("status", status.name()));
        }
        gauges.add(StatusGauge.of(
                "migration.reachable",
                "Whether the database has answered in the last 30 seconds",
                snapshot -> is(isReachable(snapshot))));
        gauges.addAll(counts());
        gauges.addAll(revisions());
        gauges.addAll(run());
        gauges.addAll(BatchGauges.all());
        gauges.addAll(sessions());
        gauges.addAll(WorkGauges.all());
        return List.copyOf(gauges);
    }

    private static List<StatusGauge> counts() {
        return List.of(
                StatusGauge.count("migration.pending", "Pending revisions", MigrationStatus::pending),
                StatusGauge.count(
                        "migration.pending.repeatables", "Pending repeatables", MigrationStatus::pendingRepeatables),
                StatusGauge.count("migration.applied", "Applied revisions", MigrationStatus::applied),
                StatusGauge.count("migration.heads", "Heads of the scripts", MigrationStatus::heads),
                StatusGauge.count(
                        "migration.unknown", "Applied revisions without a script here", MigrationStatus::unknown),
                StatusGauge.count(
                        "migration.edited", "Applied revisions whose script was edited", MigrationStatus::edited),
                StatusGauge.count(
                        "migration.spliced", "Pending revisions that are below applied ones", MigrationStatus::spliced),
                StatusGauge.count(
                        "migration.interrupted",
                        "Revisions that were begun and have segments left",
                        MigrationStatus::interrupted),
                StatusGauge.of(
                        "migration.drift",
                        "Objects that differ from what the last run left",
                        snapshot -> snapshot.drift()
                                .filter(DriftLook::isKnown)
                                .map(look -> (double) look.objects())
                                .orElse(Double.NaN)));
    }

    private static List<StatusGauge> revisions() {
        return List.of(
                failed("interrupted", StatusGauges::interrupted),
                failed("rolled-back", StatusGauges::rolledBack),
                StatusGauge.known(
                        "migration.heads.checksum",
                        "A number computed from the heads",
                        status -> checksum(status.heads())),
                StatusGauge.known(
                        "migration.current.checksum",
                        "A number computed from the current revisions",
                        status -> checksum(status.current())),
                StatusGauge.known(
                                "migration.last.applied",
                                "When the last revision was applied",
                                StatusGauges::lastApplied)
                        .in("seconds"));
    }

    private static List<StatusGauge> run() {
        return List.of(
                StatusGauge.of(
                        "migration.running",
                        "Whether a session migrates the database",
                        snapshot -> is(snapshot.isRunning())),
                StatusGauge.of("migration.running.steps", "Revisions of the current run", Snapshot::steps),
                StatusGauge.of(
                        "migration.running.done",
                        "Revisions of the current run that are committed",
                        Snapshot::stepsDone),
                StatusGauge.of(
                                "migration.running.statement",
                                "Running time of the current statement of the session that migrates",
                                snapshot -> seconds(snapshot.holder()
                                        .flatMap(holder -> holder.activity().running())
                                        .orElse(Duration.ZERO)))
                        .in("seconds"));
    }

    private static List<StatusGauge> sessions() {
        return List.of(
                sessions("waiting", LockStatus::waiters),
                sessions("blocked", LockStatus::blocked),
                sessions("blocking", LockStatus::blocking),
                StatusGauge.of(
                                "migration.lock.waiting",
                                "The longest current wait for the migration lock",
                                snapshot -> seconds(snapshot.lock().waiters().stream()
                                        .map(LockSession::age)
                                        .flatMap(Optional::stream)
                                        .max(Duration::compareTo)
                                        .orElse(Duration.ZERO)))
                        .in("seconds"));
    }

    private static StatusGauge failed(String how, ToDoubleFunction<Snapshot> value) {
        return StatusGauge.of("migration.failed", "Revisions whose last attempt failed", value)
                .tagged("how", how);
    }

    private static StatusGauge sessions(String role, Function<LockStatus, List<LockSession>> sessions) {
        return StatusGauge.of(
                        "migration.lock.sessions",
                        "Sessions that wait for the migration, or that the migration waits for",
                        snapshot -> sessions.apply(snapshot.lock()).size())
                .tagged("role", role);
    }

    private static boolean isReachable(Snapshot snapshot) {
        return snapshot.error().isEmpty()
                || snapshot.at()
                        .filter(at -> Duration.between(at, Instant.now()).compareTo(UNREACHABLE_AFTER) < 0)
                        .isPresent();
    }

    private static double interrupted(Snapshot snapshot) {
        return snapshot.status()
                .map(status -> (double) status.interrupted().stream()
                        .filter(revision -> revision.state().state() == RevisionState.State.FAILED)
                        .count())
                .orElse(Double.NaN);
    }

    /** 1 if the last operation failed and was rolled back completely. */
    private static double rolledBack(Snapshot snapshot) {
        return snapshot.status()
                .map(status -> is(snapshot.lastFailure()
                        .map(HistoryEntry::revision)
                        .filter(failed -> status.interrupted().stream()
                                .noneMatch(revision -> revision.id().equals(failed)))
                        .isPresent()))
                .orElse(Double.NaN);
    }

    private static double lastApplied(MigrationStatus status) {
        return status.applied().stream()
                .map(AppliedRevision::at)
                .max(Instant::compareTo)
                .map(at -> at.toEpochMilli() / 1000.0)
                .orElse(Double.NaN);
    }

    /** A number that differs for different sets of ids. A tag with the ids would add a time series for each set. */
    private static double checksum(Collection<String> ids) {
        CRC32 sum = new CRC32();
        ids.stream().sorted().map(id -> id + "\n").forEach(id -> sum.update(id.getBytes(StandardCharsets.UTF_8)));
        return sum.getValue();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static double is(boolean condition) {
        return condition ? 1 : 0;
    }
}
