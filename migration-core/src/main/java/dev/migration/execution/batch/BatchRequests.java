// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import dev.migration.execution.session.MigrationSession;
import dev.migration.version.BatchStatus;
import dev.migration.version.JobState;
import dev.migration.version.StateTables;
import dev.migration.version.batch.BatchReader;
import dev.migration.version.batch.JobReader;

/**
 * Sends the requests of operators to statements that run in batches, whichever process runs them: it changes their rows, and the process
 * reads its row after each batch. Takes no migration lock, which that process holds.
 *
 * @param tables the schema may be empty; then it is found through the search_path
 */
public record BatchRequests(DataSource dataSource, StateTables tables) {

    /** All statements that run or have run in batches, the last one first. */
    public List<BatchStatus> list() {
        return MigrationSession.read(
                dataSource, session -> reader(session).map(BatchReader::all).orElse(List.of()));
    }

    /**
     * Sends a request to the batches of a revision that are not done.
     *
     * @param speed the percentage of {@link BatchRequest#SPEED}; without meaning for other requests
     * @return the batches that it has changed; empty if there is none
     */
    public List<BatchStatus> send(BatchRequest request, String revision, int speed) {
        return MigrationSession.read(
                dataSource,
                session -> reader(session)
                        .map(reader -> reader.change(statement(request), revision, speed))
                        .orElse(List.of()));
    }

    /** The work of a revision in the background, if it has failed or was cancelled: no worker runs it before a person approves. */
    public Optional<JobState> stoppedJob(String revision) {
        return MigrationSession.read(
                dataSource,
                session -> session.stateToChange(tables)
                        .located()
                        .flatMap(located -> new JobReader(session.jdbc(), located)
                                .jobs().stream()
                                        .filter(job -> job.revision().equals(revision) && job.hasStopped())
                                        .findFirst()));
    }

    private Optional<BatchReader> reader(MigrationSession session) {
        return session.stateToChange(tables)
                .located()
                .map(located -> new BatchReader(session.jdbc(), located))
                .filter(BatchReader::exist);
    }

    private static String statement(BatchRequest request) {
        return switch (request) {
            case PAUSE -> "state = 'PAUSED' WHERE state OPERATOR(pg_catalog.=) 'RUNNING'";
            case RESUME -> "state = 'RUNNING' WHERE state OPERATOR(pg_catalog.=) ANY ('{PAUSED,CANCELLED}')";
            case CANCEL -> "state = 'CANCELLED' WHERE state OPERATOR(pg_catalog.=) ANY ('{RUNNING,PAUSED}')";
            case SPEED -> "speed = %d WHERE state OPERATOR(pg_catalog.=) ANY ('{RUNNING,PAUSED,FAILED,CANCELLED}')";
        };
    }
}
