// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.batch;

import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import dev.migration.execution.session.MigrationSession;
import dev.migration.version.BatchStatus;
import dev.migration.version.StateTables;
import dev.migration.version.batch.BatchReader;

/**
 * Takes the orders of operators for statements that run in batches, whichever process runs them: it changes their rows, and the process
 * reads its row after each batch. Takes no migration lock, which that process holds.
 *
 * @param tables the schema may be empty; then it is found through the search_path
 */
public record BatchDesk(DataSource dataSource, StateTables tables) {

    /** All statements that run or have run in batches, the last one first. */
    public List<BatchStatus> list() {
        return MigrationSession.read(
                dataSource, session -> reader(session).map(BatchReader::all).orElse(List.of()));
    }

    /**
     * Gives an order to the batches of a revision that are not done.
     *
     * @param speed the percentage of {@link BatchOrder#SPEED}; without meaning for other orders
     * @return the batches that took it; empty if there is none for which it has a meaning
     */
    public List<BatchStatus> give(BatchOrder order, String revision, int speed) {
        return MigrationSession.read(
                dataSource,
                session -> reader(session)
                        .map(reader -> reader.order(statement(order), revision, speed))
                        .orElse(List.of()));
    }

    private Optional<BatchReader> reader(MigrationSession session) {
        return session.stateToChange(tables)
                .located()
                .map(located -> new BatchReader(session.jdbc(), located))
                .filter(BatchReader::exist);
    }

    private static String statement(BatchOrder order) {
        return switch (order) {
            case PAUSE -> "state = 'PAUSED' WHERE state OPERATOR(pg_catalog.=) 'RUNNING'";
            case RESUME -> "state = 'RUNNING' WHERE state OPERATOR(pg_catalog.=) ANY ('{PAUSED,CANCELLED}')";
            case CANCEL -> "state = 'CANCELLED' WHERE state OPERATOR(pg_catalog.=) ANY ('{RUNNING,PAUSED}')";
            case SPEED -> "speed = %d WHERE state OPERATOR(pg_catalog.=) ANY ('{RUNNING,PAUSED,FAILED,CANCELLED}')";
        };
    }
}
