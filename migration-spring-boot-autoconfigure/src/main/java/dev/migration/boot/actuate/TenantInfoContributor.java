package dev.migration.boot.actuate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

import dev.migration.boot.status.TenantMonitor;
import dev.migration.revision.Revision;
import dev.migration.tenant.TenantStates;

/** Adds to {@code /actuator/info} how many tenants are where; nothing where the database never answered. */
public final class TenantInfoContributor implements InfoContributor {

    private static final Duration AGE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TenantMonitor monitor;

    public TenantInfoContributor(TenantMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public void contribute(Info.Builder builder) {
        monitor.notOlderThan(AGE, PATIENCE)
                .states()
                .ifPresent(states -> builder.withDetail("migrations", Map.of("tenants", describe(states))));
    }

    private Map<String, Object> describe(TenantStates states) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(
                "heads",
                monitor.scripts().graph().heads().inOrder().stream()
                        .map(Revision::id)
                        .toList());
        details.put("total", states.total());
        details.put("upToDate", states.upToDate());
        details.put("pending", states.pending());
        details.put("failed", states.failed());
        return details;
    }
}
