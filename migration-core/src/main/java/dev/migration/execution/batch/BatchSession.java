// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import dev.migration.event.EventPublisher;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.statement.RunContext;
import dev.migration.execution.statement.SegmentStatements;

/** What all batches of a run share. */
public record BatchSession(
        MigrationSession session, RunContext context, SegmentStatements segments, EventPublisher events) {}
