package dev.migration.boot.metrics;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.zip.CRC32;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import dev.migration.MigrationStatus;
import dev.migration.boot.status.DatabaseStatus;
import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.event.LockHolder;
import dev.migration.event.LockSession;
import dev.migration.event.LockStatus;
import dev.migration.version.AppliedRevision;
import dev.migration.version.HistoryEntry;
import dev.migration.version.RevisionState;

/** What a look at a database shows, as gauges. */
final class StatusGauges {

    /** A slow answer is there for the next scrape; a database that gives none for so long is not reachable. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final List<Reading> ALL = all();

    private StatusGauges() {}

    static void registerIn(MeterRegistry registry, String database, Supplier<Snapshot> look) {
        ALL.forEach(reading -> reading.registerIn(registry, database, look));
    }

    private static List<Reading> all() {
        List<Reading> readings = new ArrayList<>();
        for (DatabaseStatus status : DatabaseStatus.values()) {
            readings.add(Reading.of(
                            "migration.status",
                            "1 for the status that it has",
                            look -> is(DatabaseStatus.of(look) == status))
                    .tagged("status", status.name()));
        }
        readings.add(Reading.of("migration.reachable", "Whether the database answers", look -> is(answers(look))));
        readings.addAll(revisions());
        readings.addAll(run());
        readings.addAll(sessions());
        return List.copyOf(readings);
    }

    private static List<Reading> revisions() {
        return List.of(
                Reading.count("migration.pending", "Revisions that wait", MigrationStatus::pending),
                Reading.count(
                        "migration.pending.repeatables", "Repeatables that wait", MigrationStatus::pendingRepeatables),
                Reading.count("migration.applied", "Revisions that are applied", MigrationStatus::applied),
                Reading.count("migration.heads", "Heads among the scripts", MigrationStatus::heads),
                Reading.count("migration.unknown", "Applied revisions without a script", MigrationStatus::unknown),
                Reading.count("migration.edited", "Applied revisions that were edited", MigrationStatus::edited),
                Reading.count(
                        "migration.spliced", "Revisions that were put below applied ones", MigrationStatus::spliced),
                Reading.count("migration.unfinished", "Revisions with pieces left", MigrationStatus::interrupted),
                failed("half-way", StatusGauges::halfWay),
                failed("rolled-back", StatusGauges::rolledBack),
                Reading.known("migration.heads.checksum", "The heads, as a number", status -> sum(status.heads())),
                Reading.known(
                        "migration.current.checksum", "Where it is, as a number", status -> sum(status.current())),
                Reading.known("migration.last.applied", "When the last revision was applied", StatusGauges::lastApplied)
                        .in("seconds"));
    }

    private static List<Reading> run() {
        return List.of(
                Reading.of("migration.running", "Whether a session migrates it", look -> is(look.isRunning())),
                Reading.of("migration.running.steps", "Revisions of the run that is under way", Snapshot::steps),
                Reading.of("migration.running.done", "Of these, those that are committed", Snapshot::stepsDone),
                Reading.of(
                                "migration.running.statement",
                                "How long its statement has been running",
                                look -> seconds(
                                        look.holder().map(LockHolder::running).orElse(Duration.ZERO)))
                        .in("seconds"));
    }

    private static List<Reading> sessions() {
        return List.of(
                sessions("waiting", LockStatus::waiters),
                sessions("blocked", LockStatus::blocked),
                sessions("blocking", LockStatus::blocking),
                Reading.of(
                                "migration.lock.waiting",
                                "The longest wait for the migration lock",
                                look -> seconds(look.lock().waiters().stream()
                                        .map(LockSession::age)
                                        .max(Duration::compareTo)
                                        .orElse(Duration.ZERO)))
                        .in("seconds"));
    }

    private static Reading failed(String how, ToDoubleFunction<Snapshot> value) {
        return Reading.of("migration.failed", "Revisions whose last try failed", value)
                .tagged("how", how);
    }

    private static Reading sessions(String role, Function<LockStatus, List<LockSession>> found) {
        return Reading.of(
                        "migration.lock.sessions",
                        "Sessions around a run",
                        look -> found.apply(look.lock()).size())
                .tagged("role", role);
    }

    private static boolean answers(Snapshot look) {
        return look.error().isEmpty()
                || look.at()
                        .filter(at -> Duration.between(at, Instant.now()).compareTo(SILENCE) < 0)
                        .isPresent();
    }

    private static double halfWay(Snapshot look) {
        return look.status()
                .map(status -> (double) status.interrupted().stream()
                        .filter(revision -> revision.stage().state() == RevisionState.State.FAILED)
                        .count())
                .orElse(Double.NaN);
    }

    /** The last thing that was done, if it failed and left nothing behind. */
    private static double rolledBack(Snapshot look) {
        return look.status()
                .map(status -> is(look.lastFailure()
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

    /** Tells sets of revisions apart without naming them: a name would be a new time series. */
    private static double sum(Collection<String> ids) {
        CRC32 sum = new CRC32();
        ids.stream().sorted().map(id -> id + "\n").forEach(id -> sum.update(id.getBytes(StandardCharsets.UTF_8)));
        return sum.getValue();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static double is(boolean so) {
        return so ? 1 : 0;
    }

    private record Reading(String name, String description, String unit, Tags tags, ToDoubleFunction<Snapshot> value) {

        static Reading of(String name, String description, ToDoubleFunction<Snapshot> value) {
            return new Reading(name, description, "", Tags.empty(), value);
        }

        /** Nobody knows it before the database has answered. */
        static Reading known(String name, String description, ToDoubleFunction<MigrationStatus> value) {
            return of(
                    name,
                    description,
                    look -> look.status().map(value::applyAsDouble).orElse(Double.NaN));
        }

        static Reading count(String name, String description, Function<MigrationStatus, Collection<?>> found) {
            return known(name, description, status -> found.apply(status).size());
        }

        Reading tagged(String key, String tag) {
            return new Reading(name, description, unit, tags.and(key, tag), value);
        }

        Reading in(String baseUnit) {
            return new Reading(name, description, baseUnit, tags, value);
        }

        /** Held by the registry: nobody else keeps what it reads. */
        void registerIn(MeterRegistry registry, String database, Supplier<Snapshot> look) {
            Gauge.builder(name, () -> value.applyAsDouble(look.get()))
                    .description(description)
                    .baseUnit(unit.isEmpty() ? null : unit)
                    .tags(Tags.of("database", database).and(tags))
                    .register(registry);
        }
    }
}
