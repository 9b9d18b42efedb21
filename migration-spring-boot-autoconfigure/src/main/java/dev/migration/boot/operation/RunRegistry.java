// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.operation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.migration.Migrator;
import dev.migration.boot.operation.OperationRefusedException.Reason;

/** Keeps the last runs of each database in memory, and accepts one run at a time for each database. */
final class RunRegistry {

    static final int KEPT = 20;

    private final Map<Migrator, Deque<OperationRun>> runs = new HashMap<>();
    private boolean closed;

    /** The runs of a database, newest first. */
    synchronized List<OperationRun> of(Migrator migrator) {
        return new ArrayList<>(runs.getOrDefault(migrator, new ArrayDeque<>()));
    }

    /**
     * Accepts a run. Two requests at the same time cannot both find the database idle.
     *
     * @throws OperationRefusedException if this application already migrates the database, or shuts down
     */
    synchronized void accept(OperationRun run, Migrator migrator) {
        if (closed) {
            throw closing();
        }
        if (isBusy(migrator) || migrator.reader().progress().isPresent()) {
            throw new OperationRefusedException(
                    Reason.CONFLICT,
                    "This application already migrates the database " + run.database() + ".",
                    "Wait until the run has ended; GET migrations/runs reports its outcome.");
        }
        update(run, migrator);
    }

    /** Adds a run, or replaces the run with the same id. Only the last rehearsal keeps its report, which can be large. */
    synchronized void update(OperationRun run, Migrator migrator) {
        Deque<OperationRun> kept = new ArrayDeque<>();
        for (OperationRun other : runs.getOrDefault(migrator, new ArrayDeque<>())) {
            if (!other.id().equals(run.id())) {
                kept.addLast(run.rehearsal().isPresent() ? other.withoutReport() : other);
            }
        }
        runs.put(migrator, kept);
        kept.addFirst(run);
        if (kept.size() > KEPT) {
            kept.removeLast();
        }
    }

    /** Refuses further runs, and returns the migrators that are running. */
    synchronized List<Migrator> close() {
        closed = true;
        return runs.keySet().stream().filter(this::isBusy).toList();
    }

    static OperationRefusedException closing() {
        return new OperationRefusedException(
                Reason.CLOSING, "The application shuts down.", "Request the operation from another instance.");
    }

    private boolean isBusy(Migrator migrator) {
        return runs.getOrDefault(migrator, new ArrayDeque<>()).stream()
                .anyMatch(run -> run.outcome() == OperationRun.Outcome.RUNNING);
    }
}
