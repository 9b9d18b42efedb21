// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import dev.migration.MigrationStatus;
import dev.migration.boot.schemahealth.SchemaHealthLook;
import dev.migration.boot.status.DatabaseStatus;
import dev.migration.boot.status.DriftLook;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.event.BatchProgress;
import dev.migration.event.LockSession;
import dev.migration.event.RunProgress;
import dev.migration.event.RunWait;
import dev.migration.plan.UpgradePolicy;
import dev.migration.result.SchemaDrift;
import dev.migration.result.SchemaDrift.Basis;
import dev.migration.revision.Revision;
import dev.migration.version.AppliedRevision;
import dev.migration.version.RevisionState;

/**
 * Reports whether the database is in the state that this application needs (ADR 22).
 *
 * <ol>
 *   <li>Runs and failures of other applications do not matter: a newer application that migrates, or whose revision is interrupted, takes
 *       no instance of the previous version out of service.
 *   <li>An interrupted revision of this application that failed, a contradiction that its policies refuse, and pending revisions or
 *       repeatables each have a configured health; the first in this order applies.
 *   <li>Drift that the last look found (see {@code migration.drift}) has a configured health, too, which is {@code UP} by default.
 *   <li>If the database does not answer, the last known health stays if it was not {@code UP}; otherwise the health is
 *       {@code migration.health.unreachable}. The health indicator {@code db} reports that the database is down.
 * </ol>
 */
public final class MigrationHealthIndicator extends AbstractHealthIndicator {

    /** Probes are sent every few seconds. */
    private static final Duration MAX_AGE = Duration.ofSeconds(5);

    /** Half of the timeout of a Kubernetes probe by default. */
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    /** How many revisions of a list are shown. */
    private static final int SHOWN = 50;

    private final MigrationMonitor monitor;
    private final MigrationHealthProperties properties;
    private final Supplier<Optional<SchemaHealthLook>> schemaHealth;
    private final Duration maxAge;

    /** @param schemaHealth returns at once what the last check of the schema found; empty if there was none */
    public MigrationHealthIndicator(
            MigrationMonitor monitor,
            MigrationHealthProperties properties,
            Supplier<Optional<SchemaHealthLook>> schemaHealth) {
        this(monitor, properties, schemaHealth, MAX_AGE);
    }

    /** @param maxAge the maximum age of the state */
    MigrationHealthIndicator(
            MigrationMonitor monitor,
            MigrationHealthProperties properties,
            Supplier<Optional<SchemaHealthLook>> schemaHealth,
            Duration maxAge) {
        super("The health of the migrated database cannot be determined");
        this.monitor = monitor;
        this.properties = properties;
        this.schemaHealth = schemaHealth;
        this.maxAge = maxAge;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        Snapshot snapshot = monitor.readCached(maxAge, TIMEOUT);
        builder.status(properties.status(
                snapshot.status().map(status -> health(status, snapshot.drift())),
                snapshot.error().isPresent()));
        snapshot.status()
                .ifPresent(status -> builder.withDetail(
                                "status", DatabaseStatus.of(snapshot).name())
                        .withDetails(describe(status)));
        if (!snapshot.neededActions().isEmpty()) {
            builder.withDetail("neededActions", neededActions(snapshot));
        }
        snapshot.lastFailure().ifPresent(failure -> builder.withDetail("lastFailure", failure.revision()));
        if (snapshot.isRunning()) {
            builder.withDetail("running", progress(snapshot));
        }
        addSchema(builder, snapshot);
        addRun(builder, snapshot);
        addError(builder, snapshot);
    }

    private void addSchema(Health.Builder builder, Snapshot snapshot) {
        snapshot.drift().ifPresent(drift -> builder.withDetail("drift", drift(drift)));
        schemaHealth.get().ifPresent(look -> builder.withDetail("schemaHealth", schemaHealth(look)));
    }

    private static void addRun(Health.Builder builder, Snapshot snapshot) {
        snapshot.progress().flatMap(RunProgress::batch).ifPresent(batch -> builder.withDetail("batch", batch(batch)));
        snapshot.runWait().ifPresent(wait -> builder.withDetail("waiting", waiting(wait)));
    }

    private static void addError(Health.Builder builder, Snapshot snapshot) {
        snapshot.error().ifPresent(error -> builder.withDetail("error", error));
        snapshot.failure()
                .map(failure -> failure.facts().sqlState())
                .ifPresent(sqlState -> builder.withDetail("sqlState", sqlState));
        snapshot.staleness().ifPresent(age -> builder.withDetail("ageMillis", age.toMillis()));
    }

    private Status health(MigrationStatus status, Optional<DriftLook> drift) {
        if (hasFailed(status)) {
            return properties.getFailed().status();
        }
        if (contradicts(status)) {
            return properties.getDiverged().status();
        }
        boolean pending =
                !status.pending().isEmpty() || !status.pendingRepeatables().isEmpty();
        if (pending) {
            return properties.getPending().status();
        }
        return drift.map(DriftLook::objects).orElse(0) > 0
                ? properties.getDrift().status()
                : Status.UP;
    }

    /** Whether a revision of this application failed and is interrupted; failures of a newer application do not count. */
    private static boolean hasFailed(MigrationStatus status) {
        Set<String> unknown = Set.copyOf(status.unknown());
        Set<String> own = Stream.concat(
                        status.pending().stream().map(Revision::id),
                        status.applied().stream().map(AppliedRevision::id))
                .filter(Predicate.not(unknown::contains))
                .collect(Collectors.toSet());
        return status.interrupted().stream()
                .filter(revision -> revision.state().state() == RevisionState.State.FAILED)
                .anyMatch(revision -> own.contains(revision.id()));
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
        putFirst(details, "current", status.current());
        details.put(
                "pending", status.pending().size() + status.pendingRepeatables().size());
        putFirst(details, "unknown", status.unknown());
        return details;
    }

    private static void putFirst(Map<String, Object> details, String name, List<String> revisions) {
        details.put(name, revisions.stream().limit(SHOWN).toList());
        if (revisions.size() > SHOWN) {
            details.put(name + "Total", revisions.size());
        }
    }

    /** Without the table and the reason, which health details do not show. */
    private static Map<String, Object> batch(BatchProgress batch) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("rows", batch.passed());
        details.put("estimate", batch.estimate());
        details.put("rowsPerSecond", Math.round(batch.rowsPerSecond()));
        batch.remaining().ifPresent(time -> details.put("remainingSeconds", time.toSeconds()));
        details.put("held", batch.hold().isPresent());
        details.put("setAside", batch.errors());
        return details;
    }

    private static Map<String, Object> waiting(RunWait wait) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("revision", wait.revision());
        details.put("since", wait.since().toString());
        details.put("attempts", wait.attempts());
        // Health is shown to readers who may not see SQL, and so no names of tables.
        details.put(
                "blockedBy",
                wait.blockers().stream()
                        .map(LockSession::withoutRelation)
                        .map(LockSession::holding)
                        .toList());
        return details;
    }

    /** The number of objects: their names are for readers who may see SQL. */
    private static Map<String, Object> drift(DriftLook look) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(
                "basis", look.drift().map(SchemaDrift::basis).orElse(Basis.NONE).name());
        details.put("checkedAt", look.at().toString());
        if (look.isKnown()) {
            details.put("objects", look.objects());
        }
        return details;
    }

    /** Numbers alone: names of tables are for readers who may see SQL. They have no influence on the status. */
    private static Map<String, Object> schemaHealth(SchemaHealthLook look) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("checkedAt", look.at().toString());
        look.findings().ifPresent(findings -> details.put("findings", findings));
        look.failure().ifPresent(failure -> details.put("error", failure.brief()));
        return details;
    }

    /** Without messages of the server, which health details do not show. */
    private static List<Map<String, Object>> neededActions(Snapshot snapshot) {
        return snapshot.neededActions().stream()
                .limit(SHOWN)
                .map(action -> Map.<String, Object>of(
                        "reason", action.reason().name(),
                        "revision", action.revision(),
                        "problem", action.problem(),
                        "remedy", action.remedy()))
                .toList();
    }

    private static Map<String, Object> progress(Snapshot snapshot) {
        return Map.of("done", snapshot.stepsDone(), "steps", snapshot.steps());
    }
}
