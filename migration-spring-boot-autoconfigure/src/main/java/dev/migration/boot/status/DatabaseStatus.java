package dev.migration.boot.status;

import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.event.RunProgress;

/** A database in a word, the same for everybody who shows it. */
public enum DatabaseStatus {
    /** Every script is applied, and nothing else. */
    UP_TO_DATE,
    /** Every script is applied, and more: a newer application was here. */
    AHEAD,
    /** Scripts are waiting. */
    PENDING,
    /** Somebody migrates it, or a revision that runs in pieces was begun and nobody is at it. */
    RUNNING,
    /** This application wants to migrate it and waits for another that does. */
    WAITING_FOR_LOCK,
    /** The database and the scripts contradict each other. */
    DIVERGED,
    /** A revision that runs in pieces stopped half-way. */
    FAILED,
    /** It never answered. */
    UNKNOWN;

    /** What a look showed: a run that is under way comes before all else. */
    public static DatabaseStatus of(Snapshot snapshot) {
        if (snapshot.status().isEmpty()) {
            return UNKNOWN;
        }
        boolean waits = snapshot.progress()
                .filter(run -> run.phase() == RunProgress.Phase.WAITING_FOR_LOCK)
                .isPresent();
        if (waits) {
            return WAITING_FOR_LOCK;
        }
        return snapshot.isRunning()
                ? RUNNING
                : valueOf(snapshot.status().orElseThrow().state().name());
    }
}
