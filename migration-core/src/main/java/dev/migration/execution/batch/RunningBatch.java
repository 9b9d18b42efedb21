// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.util.List;
import java.util.Optional;

import dev.migration.batch.BatchKey;
import dev.migration.batch.BatchStatement;
import dev.migration.batch.BlockKey;
import dev.migration.batch.KeyRange;
import dev.migration.execution.report.BatchProblem;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.statement.StatementSink;
import dev.migration.execution.statement.StepStatement;
import dev.migration.version.BatchState;
import dev.migration.version.batch.BatchStatements;
import dev.migration.version.batch.CheckpointStatements;
import dev.migration.version.batch.RangeStatements;

/** A batch with its state, as it is in the database after the last commit. */
final class RunningBatch {

    private final BatchWork work;
    private final BatchStatement statement;
    private final BatchTable table;
    private final BatchSize size;
    private final CheckpointStatements rows;
    private BatchPace pace = new BatchPace();
    private BatchState state;
    private Optional<BatchRanges.Next> prepared = Optional.empty();

    /** @param rows the statements that record what is done */
    RunningBatch(BatchWork work, BatchStatement statement, BatchTable table, BatchState state, BatchStatements rows) {
        this(work, new Target(statement, table), state, rows, new BatchSize(state.size()));
    }

    private RunningBatch(BatchWork work, Target target, BatchState state, CheckpointStatements rows, BatchSize size) {
        this.work = work;
        this.statement = target.statement();
        this.table = target.table();
        this.state = state;
        this.rows = rows;
        this.size = size;
    }

    private record Target(BatchStatement statement, BatchTable table) {}

    /** One range of the same batch, which its workers share. */
    RunningBatch range(BatchState ofRange, RangeStatements range) {
        BatchTable shared = table.key() instanceof BlockKey blocks
                ? new BatchTable(
                        table.name(), blocks.withShared(range.transactions()), table.estimate(), table.blocks())
                : table;
        RunningBatch part = new RunningBatch(work, new Target(statement, shared), ofRange, range, size);
        part.pace = pace;
        return part;
    }

    /** The statements that record what is done. */
    CheckpointStatements rows() {
        return rows;
    }

    BatchWork work() {
        return work;
    }

    BatchStatement statement() {
        return statement;
    }

    BatchTable table() {
        return table;
    }

    BatchSize size() {
        return size;
    }

    BatchPace pace() {
        return pace;
    }

    BatchState state() {
        return state;
    }

    void become(BatchState committed) {
        state = committed;
    }

    /** Whether it is a range, beside which other workers run other ranges. */
    boolean isShared() {
        return rows instanceof RangeStatements;
    }

    /** The range of the next batch, which the last one has found. */
    void prepared(Optional<BatchRanges.Next> range) {
        prepared = range;
    }

    /** Returns the prepared range once: a batch that fails may need a smaller one. */
    Optional<BatchRanges.Next> takePrepared() {
        Optional<BatchRanges.Next> taken = prepared;
        prepared = Optional.empty();
        return taken;
    }

    /** The key, with the transactions whose rows a batch by blocks must not meet again. */
    BatchKey key() {
        return table.key() instanceof BlockKey blocks && blocks.own().isEmpty()
                ? blocks.with(state.own())
                : table.key();
    }

    /** The rest of the rows of this pass. */
    KeyRange rest() {
        return new KeyRange(state.last(), state.max().orElseThrow());
    }

    /** Changes the rows of a range. */
    void change(KeyRange range, BatchResult result, StatementSink sink, BatchSession run) throws Exception {
        if (work.code().isPresent()) {
            new RangeCode(run, this, work.code().get()).change(alias -> key().range(alias, range), result, sink);
        } else {
            sink.add(within(range, result));
        }
    }

    /** Changes one row. */
    void changeRow(String row, BatchResult result, StatementSink sink, BatchSession run) throws Exception {
        if (work.code().isPresent()) {
            new RangeCode(run, this, work.code().get()).change(alias -> key().exactly(alias, row), result, sink);
        } else {
            sink.add(ranged(key().exactly(statement.alias(), row), Optional.empty(), result));
        }
    }

    /** @throws StatementFailure if changed rows have left their range: a later batch would meet them again, or never */
    void requireKey(BatchResult result) throws StatementFailure {
        if (result.moved() > 0) {
            String changer = work.code().map(code -> code.getClass().getName()).orElse("the statement");
            throw work.failure(new BatchProblem(
                    changer + ", or a trigger of " + table.name() + ", changes the key of " + result.moved()
                            + " rows, so that they leave their range",
                    "Choose a key that stays as it is" + (work.code().isPresent() ? "" : ", or 'key=ctid'")
                            + ". Then start again."));
        }
    }

    /** The statement for a range. */
    StepStatement.Ranged within(KeyRange range, BatchResult result) {
        return ranged(key().range(statement.alias(), range), table.stays(statement.alias(), range), result);
    }

    /** The condition at the end that nobody has dropped or disabled the trigger that the directive asks for. */
    List<StepStatement> triggerFires() {
        BatchProblem problem = new BatchProblem(
                "the trigger " + work.batch().trigger().orElse("") + " of " + table.name()
                        + " was dropped or disabled while the batch ran, so that rows may have been written in their old form",
                "Start again: it is created again, and such rows are changed.");
        return statement.trigger(work.batch(), work.id().revision()).stream()
                .<StepStatement>map(
                        trigger -> new StepStatement.Condition(trigger.fires(table.name()), work.failure(problem)))
                .toList();
    }

    private StepStatement.Ranged ranged(String condition, Optional<String> stays, BatchResult result) {
        Optional<String> kept = statement.movesRows() ? stays : Optional.empty();
        return new StepStatement.Ranged(
                work.scripted(), statement.within(condition, kept, BatchStatements.RESULT), result::read);
    }
}
