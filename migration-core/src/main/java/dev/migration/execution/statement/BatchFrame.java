// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.execution.session.ExecutionSettings;
import dev.migration.version.table.StateStatement;

/** The statements around the statement of a batch, in its transaction. */
public record BatchFrame(ExecutionSettings settings, RunContext context, TransactionStatements transaction) {

    private static final Duration LONGEST_BATCH = Duration.ofSeconds(30);

    /** The first statements of a transaction of a batch; its checkpoint makes it harmless if a crash of the server loses it. */
    public List<StepStatement> begin(StepTask task) {
        List<StepStatement> statements = new ArrayList<>(transaction.opening(task));
        if (!settings.flushEach()) {
            statements.add(new StepStatement.Ours("SELECT pg_catalog.set_config('synchronous_commit', 'off', true)"));
        }
        return statements;
    }

    /** The limit of the statement of one batch, unless the script or the settings have one. */
    public Optional<StepStatement> limit(StepTask task) {
        boolean limited = task.body()
                .options()
                .statementTimeout()
                .or(settings::statementTimeout)
                .isPresent();
        return limited
                ? Optional.empty()
                : Optional.of(new StepStatement.Ours(
                        "SELECT " + TransactionStatements.setting("statement_timeout", LONGEST_BATCH, true)));
    }

    /** The statements before the rows of a batch. */
    public List<StepStatement> end() {
        return transaction.closingInTheMiddle();
    }

    /** The same for a transaction that writes rows only into the tables of batches, which {@link #tables} checks. */
    public List<StepStatement> endOfBatch() {
        return transaction.closingOfPart();
    }

    /** Checks the tables of batches, which exist. */
    public List<StepStatement> tables() {
        return context.check().batches().stream()
                .<StepStatement>map(StepStatement.Proven::new)
                .toList();
    }

    /** The same with the tables of jobs. */
    public List<StepStatement> shared() {
        return context.check().jobs().stream()
                .<StepStatement>map(StepStatement.Proven::new)
                .toList();
    }

    /** The row that records that a segment is done. */
    public StateStatement done(StepTask task, int segments) {
        return context.records().done(task.step(), segments);
    }
}
