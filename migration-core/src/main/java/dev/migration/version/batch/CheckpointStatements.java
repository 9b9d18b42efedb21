// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.batch;

import java.util.Optional;

import dev.migration.version.BatchState;
import dev.migration.version.table.StateStatement;

/** The statements that record, in the transaction of a batch, which rows are done. */
public sealed interface CheckpointStatements permits BatchStatements, RangeStatements {

    /**
     * The checkpoint: the rows up to a key are done.
     *
     * @param before the state before the batch; another one fails
     * @param rows the number of rows in the range; empty means those that were changed
     */
    StateStatement checkpoint(BatchState before, String last, Optional<Long> rows);

    /** Moves the checkpoint past a row that was set aside. */
    StateStatement passOver(BatchState before, String last);
}
