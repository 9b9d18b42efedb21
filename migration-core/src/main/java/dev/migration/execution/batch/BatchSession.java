// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import dev.migration.event.EventPublisher;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.statement.BatchFrame;
import dev.migration.execution.statement.RunContext;

/** What all batches of a run share. */
public record BatchSession(MigrationSession session, RunContext context, BatchFrame frame, EventPublisher events) {}
