// SPDX-License-Identifier: Apache-2.0
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
 * Reports whether the tenants are in the state that this application needs. The health is {@code UP} as long as one tenant is up to date,
 * because the instance can serve that tenant. The details have the numbers of tenants in each state.
 */
public final class TenantHealthIndicator extends AbstractHealthIndicator {

    /** Probes are sent every few seconds, and to read a thousand tenants takes longer than to read one database. */
    private static final Duration MAX_AGE = Duration.ofSeconds(10);

    /** Half of the timeout of a Kubernetes probe by default. */
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private static final int SHOWN = 10;

    private final TenantMonitor monitor;
    private final MigrationHealthProperties properties;

    public TenantHealthIndicator(TenantMonitor monitor, MigrationHealthProperties properties) {
        super("The health of the tenants cannot be determined");
        this.monitor = monitor;
        this.properties = properties;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        Snapshot snapshot = monitor.readCached(MAX_AGE, TIMEOUT);
        builder.status(properties.status(
                snapshot.states().map(this::health), snapshot.error().isPresent()));
        builder.withDetail("status", snapshot.state());
        snapshot.states().ifPresent(states -> describe(builder, states));
        snapshot.error().ifPresent(error -> builder.withDetail("error", error));
        snapshot.staleness().ifPresent(age -> builder.withDetail("ageMillis", age.toMillis()));
    }

    private Status health(TenantStates states) {
        if (states.total() == 0 || states.upToDate() > 0) {
            return Status.UP;
        }
        return states.pending() > 0
                ? properties.getPending().status()
                : properties.getFailed().status();
    }

    private static void describe(Health.Builder builder, TenantStates states) {
        List<String> notUpToDate =
                states.behind().stream().limit(SHOWN).map(TenantState::tenant).toList();
        builder.withDetail("tenants", states.total())
                .withDetail("upToDate", states.upToDate())
                .withDetail("pending", states.pending())
                .withDetail("failed", states.failed())
                .withDetail("notUpToDate", notUpToDate);
    }
}
