package dev.migration.boot.actuate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

import dev.migration.MigrationStatus;
import dev.migration.boot.status.DatabaseName;
import dev.migration.boot.status.MigrationMonitor;

/** Adds to {@code /actuator/info} where each database is, by its name; what never answered is left out. */
public final class MigrationInfoContributor implements InfoContributor {

    private static final Duration AGE = Duration.ofSeconds(10);

    private final Map<String, MigrationMonitor> databases = new TreeMap<>();

    /** @param monitors by the names of their beans */
    public MigrationInfoContributor(Map<String, MigrationMonitor> monitors) {
        monitors.forEach((bean, monitor) -> databases.put(DatabaseName.ofMonitor(bean), monitor));
    }

    @Override
    public void contribute(Info.Builder builder) {
        Map<String, Object> migrations = new LinkedHashMap<>();
        databases.forEach((name, monitor) ->
                monitor.notOlderThan(AGE).status().ifPresent(status -> migrations.put(name, describe(status))));
        builder.withDetail("migrations", migrations);
    }

    private static Map<String, Object> describe(MigrationStatus status) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("current", status.current());
        details.put("heads", status.heads());
        details.put("pending", status.pending().size());
        return details;
    }
}
