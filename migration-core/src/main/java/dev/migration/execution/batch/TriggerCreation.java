// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.util.List;

import dev.migration.batch.Batch;
import dev.migration.batch.BatchStatement;
import dev.migration.execution.statement.BatchFrame;
import dev.migration.execution.statement.StatementSink;
import dev.migration.execution.statement.StepStatement;
import dev.migration.execution.statement.StepTask;

/**
 * Creates the trigger of a batch in a transaction of its own before the batch begins: it waits for the transactions that write the
 * table, so that each row that is written later has the new form.
 */
public record TriggerCreation(StepTask task, StepStatement.Scripted scripted, Batch batch) {

    /** Whether the directive asks for a trigger. */
    public boolean isNeeded() {
        return batch.trigger().isPresent();
    }

    /**
     * Writes the transaction, except its end.
     *
     * @param turn waits until no other session does the same
     */
    public void write(BatchFrame frame, List<StepStatement> turn, BatchStatement statement, StatementSink sink)
            throws Exception {
        sink.addAll(frame.begin(task));
        sink.addAll(turn);
        sink.addAll(create(statement));
        sink.addAll(frame.end());
        sink.finish(List.of(), List.of());
    }

    /** Creates the trigger if it is missing. */
    List<StepStatement> create(BatchStatement statement) {
        return statement.trigger(batch, task.step().revision().id()).stream()
                .<StepStatement>map(trigger -> new StepStatement.Beside(scripted, trigger.create()))
                .toList();
    }
}
