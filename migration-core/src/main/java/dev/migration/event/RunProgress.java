package dev.migration.event;

import java.time.Instant;
import java.util.Optional;

import dev.migration.plan.Plan.Operation;

/**
 * How far a run is.
 *
 * @param phase what it does now
 * @param operation what it was asked for; empty while it waits for the lock, because the plan is made afterwards
 * @param done how many steps are committed
 * @param steps how many steps the plan has; 0 while it waits for the lock
 * @param revision the revision that it is at
 * @param detail who or what it waits for; else an empty text
 * @param since when it began to wait for the lock, or with the plan
 */
public record RunProgress(
        Phase phase,
        Optional<Operation> operation,
        int done,
        int steps,
        Optional<String> revision,
        String detail,
        Instant since) {

    /** What a run does. */
    public enum Phase {
        /** Another session migrates. */
        WAITING_FOR_LOCK,
        /** It runs a revision. */
        RUNNING,
        /** A revision was rolled back because others were in the way, and is tried again. */
        WAITING_TO_RETRY
    }
}
