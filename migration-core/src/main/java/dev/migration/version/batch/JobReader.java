// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.batch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.JdbcOperations;

import dev.migration.version.JobState;
import dev.migration.version.StateTables;
import dev.migration.version.table.StateConditions;

/**
 * Reads the revisions whose last statements run in the background.
 *
 * @param tables with their schema
 */
public record JobReader(JdbcOperations jdbc, StateTables tables) {

    /** The jobs, the first one first; none if there is no table of jobs. */
    public List<JobState> jobs() {
        return exist()
                ? jdbc.query(
                        "SELECT r.revision, COALESCE(r.step, 0) AS step, r.checksum, COALESCE(j.state, 'CANCELLED') AS job_state,"
                                + " j.reason, COALESCE(j.queued_at, r.applied_at) AS queued_at, j.approved_by FROM "
                                + tables.revisions() + " r LEFT JOIN " + tables.jobs()
                                + " j ON j.revision OPERATOR(pg_catalog.=) r.revision WHERE r."
                                + StateConditions.BACKGROUND + " ORDER BY r.ordinal, r.revision",
                        (row, number) -> job(row))
                : List.of();
    }

    private boolean exist() {
        return Boolean.TRUE.equals(
                jdbc.queryForObject("SELECT pg_catalog.to_regclass(?) IS NOT NULL", Boolean.class, tables.jobs()));
    }

    private static JobState job(ResultSet row) throws SQLException {
        return new JobState(
                row.getString("revision"),
                row.getInt("step"),
                Optional.ofNullable(row.getString("checksum")),
                JobState.State.of(row.getString("job_state")),
                Optional.ofNullable(row.getString("reason")),
                row.getTimestamp("queued_at").toInstant(),
                Optional.ofNullable(row.getString("approved_by")));
    }
}
