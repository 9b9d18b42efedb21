// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline;

import java.util.List;
import java.util.Optional;

import dev.migration.batch.Batch;
import dev.migration.batch.BatchDirective;
import dev.migration.batch.BatchFault;
import dev.migration.batch.BatchStatement;
import dev.migration.execution.batch.TriggerCreation;
import dev.migration.execution.report.BatchProblem;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.statement.BatchFrame;
import dev.migration.execution.statement.StatementSink;
import dev.migration.execution.statement.StepStatement;
import dev.migration.execution.statement.StepTask;
import dev.migration.sql.Quoting;
import dev.migration.version.BatchId;
import dev.migration.version.batch.BatchStatements;
import dev.migration.version.table.StateStatement;

/**
 * Writes a statement that runs in batches as a DO block that commits after each batch. The server finds the key, the ranges and the
 * checkpoint; if psql is killed, the same text continues at the checkpoint.
 */
record BatchText(PsqlText text, StateTableNames names) {

    /** Stands for the schema of the state tables inside the block, where psql replaces no variable. */
    private static final String SCHEMA = "migration:schema";

    void write(StepStatement.Scripted scripted, BatchId id, boolean backslashesAsTheyAre) throws Exception {
        Batch batch = batch(scripted);
        BatchStatement statement = statement(scripted, batch, backslashesAsTheyAre);
        String body = new BatchLoop(names.tables().in(SCHEMA), id, batch, statement).body();
        text.line("SELECT pg_catalog.replace(" + Quoting.literal("DO $migration_batch$" + body + "$migration_batch$")
                + ", " + Quoting.literal(Quoting.identifier(SCHEMA)) + ", pg_catalog.quote_ident(:'"
                + StateTableNames.SCHEMA + "')) \\gexec");
    }

    /** Writes the transaction that creates the trigger, if the directive asks for one. */
    void writeTrigger(BatchFrame frame, StepTask task, StepStatement.Scripted scripted, StatementSink sink)
            throws Exception {
        TriggerCreation trigger = new TriggerCreation(task, scripted, batch(scripted));
        if (trigger.isNeeded()) {
            BatchStatement statement = statement(scripted, trigger.batch(), sink.readsBackslashesAsTheyAre());
            trigger.write(frame, List.of(), statement, sink);
            text.line("COMMIT;");
        }
    }

    private static BatchStatement statement(StepStatement.Scripted scripted, Batch batch, boolean backslashesAsTheyAre)
            throws StatementFailure {
        BatchStatement.Parsed parsed = BatchStatement.parse(batch, scripted.sql(), backslashesAsTheyAre);
        return parsed.statement()
                .orElseThrow(() -> failure(scripted, parsed.faults().get(0)));
    }

    /** Creates the tables of batches if they are missing, and forgets what an earlier run of the revision has left. */
    void prepare(BatchId id) throws Exception {
        String created = PsqlText.VARIABLE + "batches";
        text.keep("SELECT pg_catalog.to_regclass(pg_catalog.format('%I.%I', :'" + StateTableNames.SCHEMA + "', "
                + Quoting.literal(names.tables().batchTable()) + ")) IS NULL AS " + created);
        text.line("\\if :" + created);
        for (StateStatement create : BatchStatements.create(names.tables())) {
            text.statement(names.inText(create.sql()));
        }
        text.line("\\endif");
        text.line("\\if :" + SegmentsText.FRESH);
        for (StateStatement forget : BatchStatements.forgetAll(names.tables(), id.revision(), id.down())) {
            text.statement(names.inText(forget.inline().orElseThrow()));
        }
        text.line("\\endif");
    }

    private static Batch batch(StepStatement.Scripted scripted) throws StatementFailure {
        BatchDirective directive = BatchDirective.of(scripted.statement()).orElseThrow();
        Optional<Batch> batch = directive.batch();
        if (batch.isEmpty()) {
            throw failure(scripted, directive.faults().get(0));
        }
        return batch.get();
    }

    private static StatementFailure failure(StepStatement.Scripted scripted, BatchFault fault) {
        return scripted.failure(fault.problem(), BatchProblem.UNUSABLE);
    }
}
