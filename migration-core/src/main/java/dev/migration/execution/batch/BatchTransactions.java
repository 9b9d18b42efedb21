// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import dev.migration.execution.statement.StatementSink;

/** Runs the transactions of a batch on the session of the run. */
@FunctionalInterface
public interface BatchTransactions {

    /** Commits the work, or rolls it back and throws what the work has thrown. */
    void run(Work work) throws Exception;

    /** The statements of one transaction. */
    @FunctionalInterface
    interface Work {
        void run(StatementSink sink) throws Exception;
    }
}
