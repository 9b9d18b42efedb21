package dev.migration.boot.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import dev.migration.MigrationStatus;
import dev.migration.boot.status.DatabaseStatus;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.plan.UpgradePolicy;
import dev.migration.revision.Revision;
import dev.migration.version.AppliedRevision;
import dev.migration.version.RevisionState;

/**
 * Says whether the database is as this application needs it.
 *
 * <ol>
 *   <li>What others do to the database is not held against this application: a newer one that migrates, or whose revision
 *       stopped half-way, takes no instance of the version before out of service.
 *   <li>A revision of this application that stopped half-way, a contradiction that its settings do not tolerate, and what is
 *       pending have a status each, in this order.
 *   <li>A database that does not answer leaves what is known to be bad as it was; for the rest it is unknown. That it is down
 *       says the indicator {@code db}.
 * </ol>
 */
public final class MigrationHealthIndicator extends AbstractHealthIndicator {

    /** Probes come every few seconds. */
    private static final Duration AGE = Duration.ofSeconds(5);

    /** Half of what Kubernetes leaves a probe by default. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final MigrationMonitor monitor;
    private final MigrationHealthProperties words;
    private final Duration age;

    public MigrationHealthIndicator(MigrationMonitor monitor, MigrationHealthProperties words) {
        this(monitor, words, AGE);
    }

    /** @param age how old a look may be */
    MigrationHealthIndicator(MigrationMonitor monitor, MigrationHealthProperties words, Duration age) {
        super("The state of the migration could not be told");
        this.monitor = monitor;
        this.words = words;
        this.age = age;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        Snapshot seen = monitor.notOlderThan(age, PATIENCE);
        Status known = seen.status().map(this::judge).orElse(Status.UNKNOWN);
        boolean good = known.equals(Status.UP) || seen.status().isEmpty();
        builder.status(seen.error().isPresent() && good ? words.getUnreachable().status() : known);
        seen.status()
                .ifPresent(status -> builder.withDetail(
                                "status", DatabaseStatus.of(seen).name())
                        .withDetails(describe(status)));
        seen.lastFailure().ifPresent(failure -> builder.withDetail("lastFailure", failure.revision()));
        if (seen.isRunning()) {
            builder.withDetail("running", progress(seen));
        }
        seen.error().ifPresent(error -> builder.withDetail("error", error));
    }

    private Status judge(MigrationStatus status) {
        if (hasFailed(status)) {
            return words.getFailed().status();
        }
        if (contradicts(status)) {
            return words.getDiverged().status();
        }
        boolean waiting =
                !status.pending().isEmpty() || !status.pendingRepeatables().isEmpty();
        return waiting ? words.getPending().status() : Status.UP;
    }

    /** One of ours: a newer application's trouble is not this one's. */
    private static boolean hasFailed(MigrationStatus status) {
        Set<String> ours = Stream.concat(
                        status.pending().stream().map(Revision::id),
                        status.applied().stream().map(AppliedRevision::id))
                .filter(Predicate.not(status.unknown()::contains))
                .collect(Collectors.toSet());
        return status.interrupted().stream()
                .filter(revision -> revision.stage().state() == RevisionState.State.FAILED)
                .anyMatch(revision -> ours.contains(revision.id()));
    }

    private boolean contradicts(MigrationStatus status) {
        boolean edited = !status.edited().isEmpty() && monitor.policies().edited() == UpgradePolicy.REFUSE;
        boolean spliced = !status.spliced().isEmpty() && monitor.policies().spliced() == UpgradePolicy.REFUSE;
        boolean diverged = !status.pending().isEmpty()
                && !status.unknown().isEmpty()
                && monitor.policies().diverged() == UpgradePolicy.REFUSE;
        return edited || spliced || diverged;
    }

    private static Map<String, Object> describe(MigrationStatus status) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("current", status.current());
        details.put(
                "pending", status.pending().size() + status.pendingRepeatables().size());
        details.put("unknown", status.unknown());
        return details;
    }

    private static Map<String, Object> progress(Snapshot seen) {
        return Map.of("done", seen.stepsDone(), "steps", seen.steps());
    }
}
