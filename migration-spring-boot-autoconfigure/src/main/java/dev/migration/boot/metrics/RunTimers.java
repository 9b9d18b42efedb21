// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.plan.Plan.Operation;

/** Records the durations and retries of the runs on one database. */
final class RunTimers implements MigrationListener {

    private static final String RUN = "migration.upgrade";
    private static final String REVISION = "migration.revision";
    private static final String SUCCESS = "success";
    private static final String FAILURE = "failure";

    private final String database;
    private final MeterRecording recording;

    RunTimers(String database, MeterRecording recording) {
        this.database = database;
        this.recording = recording;
    }

    /** Registers the meters of upgrades at zero, so that an alert on a rate detects the first failure. */
    static void registerIn(MeterRegistry registry, String database) {
        for (String outcome : List.of(SUCCESS, FAILURE)) {
            timer(registry, RUN, tags(database, Operation.UPGRADE, outcome));
            timer(registry, REVISION, tags(database, Operation.UPGRADE, outcome));
        }
        lockWait(registry, database);
        retries(registry, database);
    }

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.RevisionFinished finished) {
            if (finished.plan().operation() != Operation.STAMP) {
                time(REVISION, tags(database, finished.plan().operation(), SUCCESS), finished.duration());
            }
        } else if (event instanceof MigrationEvent.RevisionFailed failed) {
            time(REVISION, tags(database, failed.plan().operation(), FAILURE), failed.duration());
        } else if (event instanceof MigrationEvent.Finished finished) {
            time(RUN, tags(database, finished.plan().operation(), SUCCESS), finished.duration());
        } else if (event instanceof MigrationEvent.Failed failed) {
            time(RUN, tags(database, failed.plan().operation(), FAILURE), failed.duration());
        } else if (event instanceof MigrationEvent.LockObtained obtained) {
            recording.record(registry -> lockWait(registry, database).record(obtained.waited()));
        } else if (event instanceof MigrationEvent.WaitingToRetry) {
            recording.record(registry -> retries(registry, database).increment());
        }
    }

    /** Ignores the runs of tenants: there can be thousands of them. {@link TenantMetrics} counts the tenants. */
    @Override
    public MigrationListener forTenant(String tenant) {
        return event -> {};
    }

    private void time(String name, Tags tags, Duration duration) {
        recording.record(registry -> timer(registry, name, tags).record(duration));
    }

    private static Timer timer(MeterRegistry registry, String name, Tags tags) {
        String description = name.equals(RUN) ? "Runs that had something to do" : "Revisions";
        return Timer.builder(name).description(description).tags(tags).register(registry);
    }

    private static Timer lockWait(MeterRegistry registry, String database) {
        return Timer.builder("migration.lock.wait")
                .description("Time until this instance acquired the migration lock")
                .tags(tags(database))
                .register(registry);
    }

    private static Counter retries(MeterRegistry registry, String database) {
        return Counter.builder("migration.lock.retries")
                .description("Attempts of revisions that were rolled back because other sessions blocked them")
                .tags(tags(database))
                .register(registry);
    }

    private static Tags tags(String database, Operation operation, String outcome) {
        return tags(database).and("operation", operation.name().toLowerCase(Locale.ROOT), "outcome", outcome);
    }

    private static Tags tags(String database) {
        return Tags.of("database", database);
    }
}
