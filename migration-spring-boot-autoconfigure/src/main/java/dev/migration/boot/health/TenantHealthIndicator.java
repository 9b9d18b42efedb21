package dev.migration.boot.health;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import dev.migration.boot.status.TenantMonitor;
import dev.migration.boot.status.TenantMonitor.Snapshot;
import dev.migration.tenant.TenantState;
import dev.migration.tenant.TenantStates;

/**
 * Says whether the tenants are as this application needs them. One of a thousand that failed takes no instance out of service: the others
 * are served. So it is down only when no tenant can be served; the details have the numbers.
 */
public final class TenantHealthIndicator extends AbstractHealthIndicator {

    /** Probes come every few seconds, and a look at a thousand tenants costs more than one at a database. */
    private static final Duration AGE = Duration.ofSeconds(10);

    /** Half of what Kubernetes leaves a probe by default. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final int FIRST = 10;

    private final TenantMonitor monitor;
    private final MigrationHealthProperties words;

    public TenantHealthIndicator(TenantMonitor monitor, MigrationHealthProperties words) {
        super("The state of the tenants could not be told");
        this.monitor = monitor;
        this.words = words;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        Snapshot seen = monitor.notOlderThan(AGE, PATIENCE);
        Status known = seen.states().map(this::judge).orElse(Status.UNKNOWN);
        boolean good = known.equals(Status.UP) || seen.states().isEmpty();
        builder.status(seen.error().isPresent() && good ? words.getUnreachable().status() : known);
        builder.withDetail("status", seen.state());
        seen.states().ifPresent(states -> describe(builder, states));
        seen.error().ifPresent(error -> builder.withDetail("error", error));
    }

    private Status judge(TenantStates states) {
        if (states.total() == 0 || states.upToDate() > 0) {
            return Status.UP;
        }
        return states.pending() > 0
                ? words.getPending().status()
                : words.getFailed().status();
    }

    private static void describe(Health.Builder builder, TenantStates states) {
        List<String> first =
                states.behind().stream().limit(FIRST).map(TenantState::tenant).toList();
        builder.withDetail("tenants", states.total())
                .withDetail("upToDate", states.upToDate())
                .withDetail("pending", states.pending())
                .withDetail("failed", states.failed())
                .withDetail("notUpToDate", first);
    }
}
