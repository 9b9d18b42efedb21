package dev.migration.tenant.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.execution.MigrationResult;
import dev.migration.execution.refusal.MissingSchemaException;
import dev.migration.tenant.MissingTenantException;
import dev.migration.tenant.TenantOutcome;
import dev.migration.tenant.TenantReport;
import dev.migration.tenant.TenantSettings;
import dev.migration.tenant.run.TenantStateReader.Seen;

/** One upgrade of all tenants. */
final class TenantUpgrade {

    private static final Logger log = LoggerFactory.getLogger("dev.migration");

    private final Migrator template;
    private final TenantDiscovery census;
    private final TenantSettings settings;
    private final TenantSchemas schemas;
    private final TenantStop stop;

    TenantUpgrade(Migrator template, TenantDiscovery census, TenantSettings settings, TenantStop stop) {
        this.template = template;
        this.census = census;
        this.settings = settings;
        this.schemas = new TenantSchemas(settings.createSchemas());
        this.stop = stop;
    }

    TenantReport carryOut(TenantRun run) {
        long start = System.nanoTime();
        List<Seen> tenants = census.take().tenants();
        run.begin(tenants.size());
        List<String> behind = new ArrayList<>();
        for (Seen seen : tenants) {
            if (seen.done()) {
                run.note(TenantOutcome.upToDate(seen.state().tenant()));
            } else {
                behind.add(seen.state().tenant());
            }
        }
        if (!behind.isEmpty()) {
            log.info("Upgrading {}: {} at a time", census(tenants, behind), settings.parallel());
            // In an order of its own, so that instances that start at once meet seldom.
            Collections.shuffle(behind);
            run.carryOut(behind, template.dataSource(), this::upgrade);
        }
        return report(tenants, run, Duration.ofNanos(System.nanoTime() - start));
    }

    private TenantOutcome upgrade(TenantRun.Turn turn, DataSource connection) {
        long start = System.nanoTime();
        if (settings.createSchemas()) {
            schemas.require(turn.tenant(), connection);
        }
        Migrator one = migrator(turn, connection);
        try {
            MigrationResult result = stop.during(one::stop, () -> one.upgrade(settings.target()));
            return result.plan().isEmpty()
                    ? TenantOutcome.upToDate(turn.tenant())
                    : TenantOutcome.upgraded(
                            turn.tenant(), result.plan().steps().size(), Duration.ofNanos(System.nanoTime() - start));
        } catch (MissingSchemaException missing) {
            MissingTenantException explained = new MissingTenantException(turn.tenant());
            explained.addSuppressed(missing);
            throw explained;
        }
    }

    private Migrator migrator(TenantRun.Turn turn, DataSource connection) {
        MigrationSettings patient = template.settings();
        return template.toBuilder()
                .dataSource(connection)
                .settings(
                        turn.patient()
                                ? patient
                                : patient.toBuilder().lockWait(Duration.ZERO).build())
                .tenant(turn.tenant())
                .build();
    }

    private static String census(List<Seen> tenants, List<String> behind) {
        return behind.size() + " of " + tenants.size() + (tenants.size() == 1 ? " tenant" : " tenants");
    }

    private static TenantReport report(List<Seen> tenants, TenantRun run, Duration duration) {
        TenantReport report = new TenantReport(
                tenants.stream()
                        .map(seen -> seen.state().tenant())
                        .map(tenant -> run.outcome(tenant).orElseGet(() -> TenantOutcome.notTried(tenant)))
                        .toList(),
                duration);
        if (tenants.isEmpty()) {
            log.warn("There is no tenant: nothing was upgraded");
        } else {
            log.info("{} (in {} ms)", report, duration.toMillis());
        }
        return report;
    }
}
