// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.util.OptionalInt;

import dev.migration.event.EventPublisher;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.statement.BatchFrame;
import dev.migration.execution.statement.RunContext;
import dev.migration.plan.Step;
import dev.migration.script.JavaRevision;

/**
 * What all batches of a run share.
 *
 * @param code calls the code of a Java revision
 */
public record BatchSession(
        MigrationSession session, RunContext context, BatchFrame frame, EventPublisher events, BatchCode code) {

    /** Calls the code of a Java revision, in the transaction of a batch. */
    @FunctionalInterface
    public interface BatchCode {

        /**
         * Calls its upgrade.
         *
         * @param rows the query for the rows of the batch
         * @return how many rows the code has got; empty if it has not asked for them
         */
        OptionalInt run(Step step, JavaRevision code, String rows) throws Exception;
    }
}
