// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.plan.Step;
import dev.migration.script.RepeatableScript;
import dev.migration.version.table.StateStatement;

/**
 * The rows of a step, made before its transaction begins: in the transaction, the compression of a large script would take longer than
 * the transaction may be idle.
 *
 * @param step the rows of the revision, with the time since the begin of the transaction as its duration
 */
record StepRows(List<StateStatement> step, Map<RepeatableScript, List<StateStatement>> repeatables)
        implements AutoCloseable {

    static StepRows of(StepRecords records, StepTask task) {
        StepRows rows = new StepRows(revision(records, task), new HashMap<>());
        try {
            if (task.body() instanceof StepBody.Repeating body) {
                for (RepeatableScript script : body.repeatables()) {
                    rows.repeatables().put(script, records.repeated(task.plan().operation(), script));
                }
            }
            return rows;
        } catch (RuntimeException failure) {
            rows.close();
            throw failure;
        }
    }

    private static List<StateStatement> revision(StepRecords records, StepTask task) {
        Step step = task.step();
        return step.isRepeatable() ? List.of() : records.success(task.plan().operation(), step, Optional.empty());
    }

    List<StateStatement> of(RepeatableScript script) {
        return repeatables.getOrDefault(script, List.of());
    }

    /** Deletes the temporary files, also those of rows that were not written. */
    @Override
    public void close() {
        step.forEach(StateStatement::release);
        repeatables.values().forEach(rows -> rows.forEach(StateStatement::release));
    }
}
