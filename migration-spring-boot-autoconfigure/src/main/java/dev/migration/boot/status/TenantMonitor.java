package dev.migration.boot.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import dev.migration.Revisions;
import dev.migration.boot.status.SnapshotCache.Look;
import dev.migration.boot.status.SnapshotCache.Seen;
import dev.migration.tenant.TenantProgress;
import dev.migration.tenant.TenantState;
import dev.migration.tenant.TenantStates;
import dev.migration.tenant.run.TenantMigrator;

/** What {@link MigrationMonitor} is for a database, for all its tenants together: one look, on one connection, for all readers. */
public final class TenantMonitor implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long those who are content with an older state are spared the wait for a database that has just not answered. */
    private static final Duration SPARED = Duration.ofSeconds(1);

    private final TenantMigrator tenants;
    private final SnapshotCache<TenantStates> looker;

    public TenantMonitor(TenantMigrator tenants) {
        this(tenants, SPARED);
    }

    TenantMonitor(TenantMigrator tenants, Duration spared) {
        this.tenants = tenants;
        this.looker = new SnapshotCache<>(tenants::states, spared);
    }

    /** The state now; when the database does not answer, the last known state and why it is not newer. */
    public Snapshot look() {
        return snapshot(looker.look(PATIENCE));
    }

    /**
     * The state as it was at most {@code age} ago, or as in {@link #look()}. Who asks just after somebody has waited in vain waits no
     * more: the gauges of a scrape ask one after the other.
     *
     * @param patience how long to wait for the database when the last look is older; the look itself goes on
     */
    public Snapshot notOlderThan(Duration age, Duration patience) {
        return snapshot(looker.notOlderThan(age, patience));
    }

    /** The scripts, which are every tenant's. */
    public Revisions scripts() {
        return tenants.revisions();
    }

    /** Stops looking. */
    @Override
    public void close() {
        looker.close();
    }

    private Snapshot snapshot(Look<TenantStates> look) {
        return new Snapshot(look.seen().map(Seen::what), look.seen().map(Seen::at), tenants.progress(), look.failure());
    }

    /**
     * What was seen.
     *
     * @param states empty when the database never answered
     * @param at when that was, by the clock of this application
     * @param progress how far the run of this application is
     * @param failure why the state may be old; empty when it is not
     */
    public record Snapshot(
            Optional<TenantStates> states,
            Optional<Instant> at,
            Optional<TenantProgress> progress,
            Optional<FailureSummary> failure) {

        /** Why the state may be old, for everybody: nothing that the server said. */
        public Optional<String> error() {
            return error(false);
        }

        /** Why the state may be old. @param sql whether the reader may see SQL, and what the server said */
        public Optional<String> error(boolean sql) {
            return failure.map(summary -> summary.shown(sql));
        }

        /** What is wrong with a tenant; an empty text when nothing is. @param sql as in {@link #error(boolean)} */
        public String detail(TenantState tenant, boolean sql) {
            return switch (tenant.condition()) {
                case FAILED, UNREADABLE -> sql ? tenant.detail() : FailureSummary.withoutText(tenant.detail());
                default -> tenant.detail();
            };
        }

        /** All of them in a word of {@code MigrationStatus.State}, what is worst first; {@code UNKNOWN} when nothing is known. */
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
