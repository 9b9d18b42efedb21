// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.util.Optional;

import dev.migration.script.Hooks;
import dev.migration.version.StateTables;
import dev.migration.version.table.StateTableCheck;

/**
 * The context that all steps of a run share.
 *
 * @param tables the state tables, with their schema
 * @param lockKey the key of the migration lock, as an SQL expression
 * @param records creates the rows that record steps
 * @param hooks the hooks of all events
 * @param job the job of a worker; empty for a run that holds the migration lock
 */
public record RunContext(
        StateTables tables, String lockKey, StepRecords records, Hooks hooks, Optional<BackgroundJob> job) {

    /** The context of a run that holds the migration lock. */
    public RunContext(StateTables tables, String lockKey, StepRecords records, Hooks hooks) {
        this(tables, lockKey, records, hooks, Optional.empty());
    }

    /** The same for the worker of a job. */
    public RunContext of(BackgroundJob running) {
        return new RunContext(tables, lockKey, records, hooks, Optional.of(running));
    }

    /** The check of the state tables before rows are written. */
    public StateTableCheck check() {
        return StateTableCheck.of(tables);
    }
}
