// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.observation;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.core.metrics.ApplicationStartup;
import org.springframework.core.metrics.StartupStep;

import dev.migration.boot.status.DatabaseName;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.plan.Step;

/**
 * Records the migration at start-up as steps for {@code /actuator/startup}: {@code migration.upgrade}, and inside it
 * {@code migration.lock} and one {@code migration.revision} for each revision. Later runs are not recorded.
 */
public final class StartupStepListener implements MigrationListener {

    private final ApplicationStartup startup;

    // Other threads compare themselves with this thread; only this thread uses the other fields.
    private volatile @Nullable Thread recorder;

    private Optional<StartupStep> run = Optional.empty();
    private Optional<StartupStep> current = Optional.empty();
    private String database = DatabaseName.PRIMARY;

    public StartupStepListener(ApplicationStartup startup) {
        this.startup = startup;
    }

    /**
     * Runs the migration at start-up and records its steps.
     *
     * @param name the name of the database
     */
    public void record(String name, Runnable migration) {
        database = name;
        run = Optional.of(start("migration.upgrade"));
        recorder = Thread.currentThread();
        String outcome = "failure";
        try {
            migration.run();
            outcome = "success";
        } finally {
            recorder = null;
            end(outcome);
            run.orElseThrow().tag("outcome", outcome).end();
            run = Optional.empty();
        }
    }

    @Override
    public void on(MigrationEvent event) {
        if (Thread.currentThread() != recorder) {
            return;
        }
        if (event instanceof MigrationEvent.WaitingForLock waiting) {
            begin("migration.lock").tag("holder", waiting.holder());
        } else if (event instanceof MigrationEvent.LockObtained obtained) {
            begin("migration.lock").tag("waited", obtained.waited().toMillis() + " ms");
            end("success");
        } else if (event instanceof MigrationEvent.RevisionStarted started) {
            begin(started.step());
        } else if (event instanceof MigrationEvent.RevisionFinished) {
            end("success");
        } else if (event instanceof MigrationEvent.RevisionFailed) {
            end("failure");
        } else if (event instanceof MigrationEvent.Started started) {
            run.ifPresent(step -> step.tag(
                    "revisions", Integer.toString(started.plan().steps().size())));
        } else if (event instanceof MigrationEvent.NothingToDo) {
            run.ifPresent(step -> step.tag("revisions", "0"));
        }
    }

    private void begin(Step step) {
        // The run lost its session, and another session repeats the revision.
        end("lost");
        begin("migration.revision")
                .tag("revision", step.revision().id())
                .tag("direction", step.direction().name());
    }

    /** Returns the current step, or starts a new one. */
    private StartupStep begin(String name) {
        StartupStep step = current.orElseGet(() -> start(name));
        current = Optional.of(step);
        return step;
    }

    private StartupStep start(String name) {
        return startup.start(name).tag("database", database);
    }

    private void end(String outcome) {
        current.ifPresent(step -> step.tag("outcome", outcome).end());
        current = Optional.empty();
    }
}
