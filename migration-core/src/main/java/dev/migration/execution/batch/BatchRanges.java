// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.util.Optional;

import dev.migration.batch.BlockKey;
import dev.migration.batch.ColumnKey;
import dev.migration.batch.KeyRange;
import dev.migration.execution.statement.StatementSink;
import dev.migration.execution.statement.StepStatement;

/** Finds the next range of a batch. */
final class BatchRanges {

    private String answer = "";

    /**
     * A range and how many rows it has.
     *
     * @param one whether it has exactly one row
     */
    record Next(KeyRange range, long rows, boolean one) {}

    /** The next range, which asks the server unless it consists of whole blocks. */
    Next next(RunningBatch batch, StatementSink sink) throws Exception {
        return batch.table().key() instanceof BlockKey blocks
                ? blocks(batch, blocks.density(), sink)
                : rows(batch, batch.rest(), sink);
    }

    /** A query for the end of the first range of the rest; empty if ranges are blocks, which need none, or nothing is left. */
    Optional<StepStatement> ask(RunningBatch batch, KeyRange rest) {
        boolean needed =
                batch.table().key() instanceof ColumnKey && !rest.after().equals(Optional.of(rest.upTo()));
        return needed ? Optional.of(query(batch, rest)) : Optional.empty();
    }

    /** What {@link #ask} has found for ranges of this size, after its statement was executed. */
    Optional<Next> answered(KeyRange rest, int size) {
        return answer.isEmpty() ? Optional.empty() : Optional.of(next(rest, size));
    }

    private Next rows(RunningBatch batch, KeyRange rest, StatementSink sink) throws Exception {
        sink.add(query(batch, rest));
        sink.flush();
        return next(rest, batch.size().rows());
    }

    private StepStatement query(RunningBatch batch, KeyRange rest) {
        BatchTable table = batch.table();
        return new StepStatement.Query(
                new BatchTable(table.name(), batch.key(), table.estimate(), table.blocks())
                        .end(rest, batch.size().rows()),
                value -> answer = value);
    }

    private Next next(KeyRange rest, int size) {
        return answer.startsWith("h")
                ? new Next(new KeyRange(rest.after(), answer.substring(1)), size, size == 1)
                : new Next(rest, Long.parseLong(answer.substring(1)), false);
    }

    private Next blocks(RunningBatch batch, long density, StatementSink sink) throws Exception {
        KeyRange rest = batch.rest();
        boolean betweenBlocks = rest.after().map(BlockKey::isEnd).orElse(true);
        long first = rest.after()
                .map(last -> BlockKey.blockOf(last) + (BlockKey.isEnd(last) ? 1 : 0))
                .orElse(0L);
        int size = batch.size().rows();
        if (size == 1 || !betweenBlocks) {
            return rows(batch, new KeyRange(rest.after(), BlockKey.endOf(first)), sink);
        }
        long count = Math.max(1, size / density);
        long last = Math.min(first + count - 1, BlockKey.blockOf(rest.upTo()));
        return new Next(new KeyRange(rest.after(), BlockKey.endOf(last)), (last - first + 1) * density, false);
    }
}
