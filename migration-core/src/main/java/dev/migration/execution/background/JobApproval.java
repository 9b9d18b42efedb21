// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.background;

import java.util.List;

import dev.migration.execution.refusal.NoJobException;
import dev.migration.execution.session.MigrationSession;
import dev.migration.version.JobState;
import dev.migration.version.StateTables;
import dev.migration.version.batch.BatchReader;
import dev.migration.version.batch.JobReader;
import dev.migration.version.batch.JobStatements;

/**
 * Lets the work of a revision run in the background: it waits for an approval, has failed, or was cancelled.
 *
 * @param tables may have no schema; then it is found through the search_path
 */
public record JobApproval(MigrationSession session, StateTables tables) {

    /** @throws NoJobException if the revision has no such work, or if workers run it already */
    public void of(String revision) {
        StateTables located = session.state(tables).located().orElseThrow(() -> NoJobException.none(revision));
        JobState job = new JobReader(session.jdbc(), located)
                .jobs().stream()
                        .filter(known -> known.revision().equals(revision))
                        .findFirst()
                        .orElseThrow(() -> NoJobException.none(revision));
        if (job.isRunnable()) {
            throw NoJobException.runnable(revision, job.describe());
        }
        JobStatements statements = new JobStatements(located, revision);
        boolean batches = new BatchReader(session.jdbc(), located).exist();
        session.write(
                located,
                batches ? List.of(statements.approve(), statements.resumeBatches()) : List.of(statements.approve()));
    }
}
