package dev.migration.boot.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.migration.Revisions;
import dev.migration.TenantMigrator;
import dev.migration.tenant.TenantProgress;
import dev.migration.tenant.TenantState;
import dev.migration.tenant.TenantStates;

/** What {@link MigrationMonitor} is for a database, for all its tenants together: one look, on one connection, for all readers. */
public final class TenantMonitor implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long those who are content with an older state are spared the wait for a database that has just not answered. */
    private static final Duration SPARED = Duration.ofSeconds(1);

    private final TenantMigrator tenants;
    private final ThreadPoolExecutor looker =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), TenantMonitor::daemon);
    private Optional<Future<Seen>> looking = Optional.empty();
    private final Duration spared;
    private volatile Optional<Seen> last = Optional.empty();
    private volatile Optional<InVain> inVain = Optional.empty();

    public TenantMonitor(TenantMigrator tenants) {
        this(tenants, SPARED);
    }

    TenantMonitor(TenantMigrator tenants, Duration spared) {
        this.tenants = tenants;
        this.spared = spared;
    }

    /** The state now; when the database does not answer, the last known state and why it is not newer. */
    public Snapshot look() {
        return look(PATIENCE);
    }

    /**
     * The state as it was at most {@code age} ago, or as in {@link #look()}. Who asks just after somebody has waited in vain waits no
     * more: the gauges of a scrape ask one after the other.
     *
     * @param patience how long to wait for the database when the last look is older; the look itself goes on
     */
    public Snapshot notOlderThan(Duration age, Duration patience) {
        return last.filter(seen -> System.nanoTime() - seen.nanoTime() <= age.toNanos())
                .map(seen -> snapshot(Optional.empty()))
                .or(() -> inVain.filter(vain -> System.nanoTime() - vain.nanoTime() <= spared.toNanos())
                        .map(vain -> snapshot(Optional.of(vain.failure()))))
                .orElseGet(() -> look(patience));
    }

    /** The scripts, which are every tenant's. */
    public Revisions scripts() {
        return tenants.revisions();
    }

    /** Stops looking. */
    @Override
    public void close() {
        looker.shutdownNow();
    }

    private Snapshot look(Duration patience) {
        try {
            startLooking().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return snapshot(Optional.empty());
        } catch (ExecutionException failure) {
            return outdated(FailureSummary.of(Objects.requireNonNullElse(failure.getCause(), failure)));
        } catch (TimeoutException hanging) {
            return outdated(FailureSummary.open("The database has not answered for " + patience.toMillis() + " ms."));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return snapshot(Optional.of(FailureSummary.open("The reader was interrupted.")));
        }
    }

    // Two readers that come at once must not start two looks.
    private synchronized Future<Seen> startLooking() {
        if (looking.filter(look -> !look.isDone()).isEmpty()) {
            looking = Optional.of(looker.submit(this::see));
        }
        return looking.orElseThrow();
    }

    /** Remembers by itself: the reader may have gone. */
    private Seen see() {
        Seen seen = new Seen(tenants.states(), Instant.now(), System.nanoTime());
        last = Optional.of(seen);
        return seen;
    }

    private Snapshot outdated(FailureSummary why) {
        inVain = Optional.of(new InVain(why, System.nanoTime()));
        return snapshot(Optional.of(why));
    }

    private Snapshot snapshot(Optional<FailureSummary> failure) {
        return new Snapshot(last.map(Seen::states), last.map(Seen::at), tenants.progress(), failure);
    }

    private static Thread daemon(Runnable look) {
        Thread thread = new Thread(look, "migration-tenant-monitor");
        thread.setDaemon(true);
        return thread;
    }

    private record Seen(TenantStates states, Instant at, long nanoTime) {}

    private record InVain(FailureSummary failure, long nanoTime) {}

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

        /** All of them in a word of {@code MigrationStatus.Verdict}, what is worst first; {@code UNKNOWN} when nothing is known. */
        public String verdict() {
            if (progress.isPresent()) {
                return "RUNNING";
            }
            return states.map(Snapshot::verdict).orElse("UNKNOWN");
        }

        private static String verdict(TenantStates states) {
            if (states.failed() > 0) {
                return "FAILED";
            }
            return states.pending() > 0 ? "PENDING" : "UP_TO_DATE";
        }
    }
}
