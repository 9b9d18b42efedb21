// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.drift;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import dev.migration.boot.status.DriftLook;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.RepeatedLook;

/** Looks for drift at intervals. A failure is a result of a look. */
public final class DriftSchedule implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DriftSchedule.class);

    private final RepeatedLook looks;

    /** @param monitors the monitors by the names of their databases; called at each look */
    public DriftSchedule(Supplier<Map<String, MigrationMonitor>> monitors, Duration interval) {
        this.looks = new RepeatedLook(
                "migration-drift", interval, () -> monitors.get().forEach(DriftSchedule::look));
    }

    /** Logs what has changed since the last look. */
    private static void look(String database, MigrationMonitor monitor) {
        int before = monitor.drift().map(DriftLook::objects).orElse(0);
        DriftLook now = monitor.lookForDrift();
        if (now.objects() > 0 && now.objects() != before) {
            log.warn(
                    "The schema of the database {} is not what revision {} left: {} differ; the command 'drift' shows what",
                    database,
                    now.revision(),
                    now.objects() == 1 ? "1 object" : now.objects() + " objects");
        } else if (before > 0 && now.isKnown() && now.objects() == 0) {
            log.info("The schema of the database {} is what revision {} left", database, now.revision());
        }
    }

    @Override
    public void start() {
        looks.start();
    }

    @Override
    public void stop() {
        looks.stop();
    }

    @Override
    public boolean isRunning() {
        return looks.isRunning();
    }
}
