// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal;

import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.statement.RunContext;

/**
 * The session in which an attempt of a rehearsal runs, and what it may do there.
 *
 * @param observer looks at the schema after each revision
 */
record RehearsalSession(
        MigrationSession session,
        ExecutionSettings settings,
        RunContext context,
        RehearsalOptions options,
        RehearsalObserver observer) {}
