// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.migration.Revisions;
import dev.migration.boot.status.SnapshotCache.Result;
import dev.migration.boot.status.SnapshotCache.State;
import dev.migration.tenant.TenantProgress;
import dev.migration.tenant.TenantState;
import dev.migration.tenant.TenantStates;
import dev.migration.tenant.run.TenantMigrator;
import dev.migration.version.RemainingWork;

/** Reads the states of all tenants of a database on one connection for all readers, as {@link MigrationMonitor} does for a database. */
public final class TenantMonitor implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** After a failed read, cached reads do not wait again for this time: the gauges of one scrape read one after the other. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** Tenants whose work is read, each on a connection of its own: a page is read often. */
    private static final int WITH_WORK = 10;

    private final TenantMigrator tenants;
    private final SnapshotCache<TenantStates> cache;
    private final SnapshotCache<Workloads> workloads;

    public TenantMonitor(TenantMigrator tenants) {
        this(tenants, RETRY_AFTER);
    }

    TenantMonitor(TenantMigrator tenants, Duration retryAfter) {
        this.tenants = tenants;
        this.cache = new SnapshotCache<>(tenants::states, retryAfter);
        this.workloads = new SnapshotCache<>(() -> readWorkloads(tenants), retryAfter);
    }

    /** Reads the current states. If the database does not answer, the snapshot has the last known states and the reason. */
    public Snapshot read() {
        return snapshot(cache.read(TIMEOUT));
    }

    /**
     * Returns the last states if they are not older than {@code maxAge}; otherwise reads them. Shortly after a failed read it returns the
     * last states and does not wait.
     *
     * @param timeout how long to wait for the database; after that the query continues, and its result is kept for later readers
     */
    public Snapshot readCached(Duration maxAge, Duration timeout) {
        return snapshot(cache.readCached(maxAge, timeout));
    }

    /**
     * Reads the work that upgrades have left for the background, of the first {@value #WITH_WORK} tenants that have some. If the database does
     * not answer, it is the last known work.
     */
    public Workloads workloads() {
        return workloads.read(TIMEOUT).state().map(State::value).orElse(Workloads.NONE);
    }

    private static Workloads readWorkloads(TenantMigrator tenants) {
        List<String> names = tenants.inBackground();
        return new Workloads(
                names.stream()
                        .limit(WITH_WORK)
                        .map(name -> new Workload(
                                name, tenants.migrator(name).reader().snapshot().work()))
                        .toList(),
                names.size());
    }

    /** The scripts, which are the same for all tenants. */
    public Revisions scripts() {
        return tenants.revisions();
    }

    /** The migrator of the tenants. */
    public TenantMigrator migrators() {
        return tenants;
    }

    /** Stops the thread that reads. */
    @Override
    public void close() {
        cache.close();
        workloads.close();
    }

    private Snapshot snapshot(Result<TenantStates> result) {
        return new Snapshot(
                result.state().map(State::value), result.state().map(State::at), tenants.progress(), result.failure());
    }

    /** What the revisions of a tenant have left for the background, or in batches. */
    public record Workload(String tenant, RemainingWork work) {}

    /**
     * The work of some tenants.
     *
     * @param shown in the order of the tenants
     * @param tenants how many tenants have work
     */
    public record Workloads(List<Workload> shown, int tenants) {

        /** Nothing is known, or nothing is left. */
        public static final Workloads NONE = new Workloads(List.of(), 0);

        public Workloads {
            shown = List.copyOf(shown);
        }
    }

    /**
     * The last known states of the tenants, and the run of this application.
     *
     * @param states the states; empty if the database has never answered
     * @param at when the states were read, by the clock of this application
     * @param progress the run of this application; empty if there is none
     * @param failure why the states may be outdated; empty if they are current
     */
    public record Snapshot(
            Optional<TenantStates> states,
            Optional<Instant> at,
            Optional<TenantProgress> progress,
            Optional<FailureSummary> failure)
            implements ReadOutcome {

        /**
         * What is wrong with a tenant; an empty text if nothing is.
         *
         * @param sql whether the reader may see SQL and messages of the server
         */
        public String detail(TenantState tenant, boolean sql) {
            return switch (tenant.condition()) {
                case FAILED, UNREADABLE -> sql ? tenant.detail() : FailureSummary.withoutText(tenant.detail());
                default -> tenant.detail();
            };
        }

        /**
         * The worst state of all tenants, as a name of {@code MigrationStatus.State}; {@code RUNNING} while this application migrates
         * them, {@code UNKNOWN} if the database has never answered.
         */
        public String state() {
            if (progress.isPresent()) {
                return "RUNNING";
            }
            return states.map(Snapshot::state).orElse("UNKNOWN");
        }

        private static String state(TenantStates states) {
            if (states.failed() > 0) {
                return "FAILED";
            }
            return states.pending() > 0 ? "PENDING" : "UP_TO_DATE";
        }
    }
}
