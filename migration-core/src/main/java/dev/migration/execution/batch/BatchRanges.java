// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import dev.migration.batch.BlockKey;
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

    private Next rows(RunningBatch batch, KeyRange rest, StatementSink sink) throws Exception {
        int size = batch.size().rows();
        BatchTable table = batch.table();
        sink.add(new StepStatement.Query(
                new BatchTable(table.name(), batch.key(), table.estimate(), table.blocks()).end(rest, size),
                value -> answer = value));
        sink.flush();
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
