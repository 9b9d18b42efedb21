// SPDX-License-Identifier: Apache-2.0
package dev.migration.tenant.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.migration.MigrationSettings;
import dev.migration.Migrator;
import dev.migration.change.ChangeClass;
import dev.migration.execution.refusal.MissingSchemaException;
import dev.migration.result.MigrationResult;
import dev.migration.tenant.MissingTenantException;
import dev.migration.tenant.TenantOutcome;
import dev.migration.tenant.TenantReport;
import dev.migration.tenant.TenantSettings;
import dev.migration.tenant.run.TenantStateReader.TenantReading;

/**
 * Upgrades all tenants that are behind.
 *
 * @param refused the classes of changes that are left to a person
 * @param finish whether to finish first what an upgrade needs of the work in the background
 */
record TenantUpgrade(
        Migrator template,
        TenantDiscovery discovery,
        TenantSettings settings,
        TenantStop stop,
        Set<ChangeClass> refused,
        boolean finish) {

    private static final Logger log = LoggerFactory.getLogger("dev.migration");

    TenantReport execute(TenantRun run) {
        long start = System.nanoTime();
        List<TenantReading> tenants = discovery.discover().tenants();
        run.begin(tenants.size());
        List<String> behind = new ArrayList<>();
        for (TenantReading reading : tenants) {
            if (reading.done()) {
                run.record(TenantOutcome.upToDate(reading.state().tenant()));
            } else {
                behind.add(reading.state().tenant());
            }
        }
        if (!behind.isEmpty()) {
            log.info("Upgrading {}: {} at a time", count(tenants, behind), settings.parallel());
            // In random order, so that instances that start at the same time rarely work on the same tenant.
            Collections.shuffle(behind);
            run.execute(behind, template.dataSource(), this::upgrade);
        }
        return report(tenants, run, Duration.ofNanos(System.nanoTime() - start));
    }

    private TenantOutcome upgrade(TenantRun.TenantTask task, DataSource connection) {
        long start = System.nanoTime();
        if (settings.createSchemas()) {
            new TenantSchemas(settings.createSchemas()).require(task.tenant(), connection);
        }
        Migrator one = migrator(task, connection);
        try {
            MigrationResult result = stop.during(one::stop, () -> upgrade(one));
            return result.plan().isEmpty()
                    ? TenantOutcome.upToDate(task.tenant())
                    : TenantOutcome.upgraded(
                            task.tenant(), result.plan().steps().size(), Duration.ofNanos(System.nanoTime() - start));
        } catch (MissingSchemaException missing) {
            MissingTenantException explained = new MissingTenantException(task.tenant());
            explained.addSuppressed(missing);
            throw explained;
        }
    }

    private MigrationResult upgrade(Migrator one) {
        if (finish) {
            one.finishFor(settings.target());
        }
        return one.upgradeUnattended(settings.target(), refused);
    }

    private Migrator migrator(TenantRun.TenantTask task, DataSource connection) {
        MigrationSettings common = template.settings();
        return template.toBuilder()
                .dataSource(connection)
                .settings(
                        task.waitForLock()
                                ? common
                                : common.toBuilder().lockWait(Duration.ZERO).build())
                .tenant(task.tenant())
                .build();
    }

    private static String count(List<TenantReading> tenants, List<String> behind) {
        return behind.size() + " of " + tenants.size() + (tenants.size() == 1 ? " tenant" : " tenants");
    }

    private static TenantReport report(List<TenantReading> tenants, TenantRun run, Duration duration) {
        TenantReport report = new TenantReport(
                tenants.stream()
                        .map(reading -> reading.state().tenant())
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
