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
 * Records the migration as a part of the application's start, for {@code /actuator/startup}: {@code migration.upgrade}, and in it
 * {@code migration.lock} and a {@code migration.revision} for each revision. What runs later is no part of the start.
 */
public final class StartupStepListener implements MigrationListener {

    private final ApplicationStartup startup;

    // Other threads ask whether they are the one; only that one touches the rest.
    private volatile @Nullable Thread recorder;

    private Optional<StartupStep> run = Optional.empty();
    private Optional<StartupStep> part = Optional.empty();
    private String database = DatabaseName.PRIMARY;

    public StartupStepListener(ApplicationStartup startup) {
        this.startup = startup;
    }

    /**
     * Does what is to be done at the start, and records it.
     *
     * @param of what operators call the database
     */
    public void record(String of, Runnable deed) {
        database = of;
        run = Optional.of(start("migration.upgrade"));
        recorder = Thread.currentThread();
        String outcome = "failure";
        try {
            deed.run();
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
        // Another session goes on with it.
        end("lost");
        begin("migration.revision")
                .tag("revision", step.revision().id())
                .tag("direction", step.direction().name());
    }

    /** The part that is open, or a new one. */
    private StartupStep begin(String name) {
        StartupStep begun = part.orElseGet(() -> start(name));
        part = Optional.of(begun);
        return begun;
    }

    private StartupStep start(String name) {
        return startup.start(name).tag("database", database);
    }

    private void end(String outcome) {
        part.ifPresent(step -> step.tag("outcome", outcome).end());
        part = Optional.empty();
    }
}
