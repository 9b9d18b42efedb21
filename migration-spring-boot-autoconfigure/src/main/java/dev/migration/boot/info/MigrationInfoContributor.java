// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.info;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

import dev.migration.MigrationStatus;
import dev.migration.boot.actuate.descriptor.HeadsDescriptor;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.TenantMonitor;
import dev.migration.tenant.TenantStates;

/**
 * Adds the state of each database to {@code /actuator/info}: the current revisions, or the numbers of tenants in each state. A database
 * that has never answered is omitted.
 */
public final class MigrationInfoContributor implements InfoContributor {

    private static final Duration MAX_AGE = Duration.ofSeconds(10);

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Map<String, MigrationMonitor> databases;
    private final Map<String, TenantMonitor> tenants;

    /**
     * @param databases the monitors of databases without tenants, by the name of the database
     * @param tenants the monitors of databases with tenants, by the name of the database
     */
    public MigrationInfoContributor(Map<String, MigrationMonitor> databases, Map<String, TenantMonitor> tenants) {
        this.databases = new TreeMap<>(databases);
        this.tenants = new TreeMap<>(tenants);
    }

    @Override
    public void contribute(Info.Builder builder) {
        Map<String, Object> migrations = new LinkedHashMap<>();
        databases.forEach((name, monitor) ->
                monitor.readCached(MAX_AGE).status().ifPresent(status -> migrations.put(name, describe(status))));
        tenants.forEach((name, monitor) -> monitor.readCached(MAX_AGE, TIMEOUT)
                .states()
                .ifPresent(states -> migrations.put(name, describe(monitor, states))));
        builder.withDetail("migrations", migrations);
    }

    private static Map<String, Object> describe(TenantMonitor monitor, TenantStates states) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("total", states.total());
        numbers.put("upToDate", states.upToDate());
        numbers.put("pending", states.pending());
        numbers.put("failed", states.failed());
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("heads", HeadsDescriptor.of(monitor.scripts()));
        details.put("tenants", numbers);
        return details;
    }

    private static Map<String, Object> describe(MigrationStatus status) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("current", status.current());
        details.put("heads", status.heads());
        details.put("pending", status.pending().size());
        return details;
    }
}
