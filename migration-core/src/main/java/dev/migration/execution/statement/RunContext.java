// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

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
 */
public record RunContext(StateTables tables, String lockKey, StepRecords records, Hooks hooks) {

    /** The check of the state tables before rows are written. */
    public StateTableCheck check() {
        return StateTableCheck.of(tables);
    }
}
