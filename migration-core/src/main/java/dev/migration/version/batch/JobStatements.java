// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.batch;

import java.util.ArrayList;
import java.util.List;

import dev.migration.sql.Quoting;
import dev.migration.version.StateTables;
import dev.migration.version.table.StateConditions;
import dev.migration.version.table.StateStatement;
import dev.migration.version.table.TableFormat;

/** The statements that change the row of a revision whose rest runs in the background, and the rows of its batches. */
public record JobStatements(StateTables tables, String revision) {

    private static final String ROW = " WHERE revision OPERATOR(pg_catalog.=) ?::pg_catalog.text";

    /** Creates the tables of jobs and batches if they are missing. */
    public static List<StateStatement> create(StateTables tables) {
        List<StateStatement> statements = new ArrayList<>(BatchStatements.create(tables));
        statements.add(StateStatement.of("""
                CREATE TABLE IF NOT EXISTS %s (
                    revision        pg_catalog.text PRIMARY KEY,
                    state           pg_catalog.text NOT NULL,
                    reason          pg_catalog.text,
                    queued_at       pg_catalog.timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
                    started_at      pg_catalog.timestamptz,
                    approved_at     pg_catalog.timestamptz,
                    approved_by     pg_catalog.text,
                    format          integer NOT NULL DEFAULT %d,
                    facts           pg_catalog.jsonb
                )""".formatted(tables.jobs(), TableFormat.CURRENT)));
        statements.add(RangeStatements.create(tables));
        return statements;
    }

    /**
     * Queues the rest of the revision. The rows of batches of an earlier run have no meaning any more, unless the revision has begun
     * them now.
     *
     * @param segment the first segment that runs in the background
     */
    public List<StateStatement> queue(boolean approved, int segment) {
        List<StateStatement> statements = new ArrayList<>();
        for (String table : List.of(tables.batchErrors(), tables.batchRanges(), tables.batches())) {
            statements.add(StateStatement.of(
                    "DELETE FROM " + table + ROW + " AND direction OPERATOR(pg_catalog.=) 'UP'"
                            + " AND segment OPERATOR(pg_catalog.>=) ?",
                    revision,
                    segment));
        }
        statements.add(StateStatement.of("DELETE FROM " + tables.jobs() + ROW, revision));
        statements.add(StateStatement.one(
                "INSERT INTO " + tables.jobs() + " (revision, state) VALUES (?, ?)",
                revision,
                approved ? "QUEUED" : "WAITING"));
        return statements;
    }

    /** Lets the job run: it waits for an approval, has failed, or was cancelled. */
    public StateStatement approve() {
        return StateStatement.one(
                "UPDATE " + tables.jobs() + " SET state = 'QUEUED', reason = NULL, approved_by = SESSION_USER,"
                        + " approved_at = pg_catalog.clock_timestamp()" + ROW,
                revision);
    }

    /** Its batches that an operator has cancelled go on. Only if there is a table of batches. */
    public StateStatement resumeBatches() {
        return StateStatement.of(
                "UPDATE " + tables.batches() + " SET state = 'RUNNING', reason = NULL" + ROW
                        + " AND direction OPERATOR(pg_catalog.=) 'UP' AND state OPERATOR(pg_catalog.=) 'CANCELLED'",
                revision);
    }

    /** Records that a worker has begun; a state that a person has set meanwhile stays. */
    public StateStatement running() {
        return StateStatement.of(
                "UPDATE " + tables.jobs() + " SET state = 'RUNNING',"
                        + " started_at = COALESCE(started_at, pg_catalog.clock_timestamp())" + ROW
                        + " AND state OPERATOR(pg_catalog.=) 'QUEUED'",
                revision);
    }

    /** Records that it failed, so that no worker tries it again by itself. */
    public StateStatement failed(String reason) {
        return StateStatement.of(
                "UPDATE " + tables.jobs() + " SET state = 'FAILED', reason = ?" + ROW + " AND " + runnableState(),
                StateStatement.shortened(reason),
                revision);
    }

    /** Records that it was cancelled: no transaction of a worker begins after that. */
    public StateStatement cancel(String reason) {
        return StateStatement.of(
                "UPDATE " + tables.jobs() + " SET state = 'CANCELLED', reason = ?" + ROW, reason, revision);
    }

    /** Deletes the job: it is done, or its revision does not count as applied any more. */
    public List<StateStatement> delete() {
        return List.of(
                StateStatement.of("DELETE FROM " + tables.batchRanges() + ROW, revision),
                StateStatement.of("DELETE FROM " + tables.jobs() + ROW, revision));
    }

    /** An SQL condition: a worker may run the job. */
    public String runnable() {
        return "EXISTS (SELECT FROM " + tables.jobs() + " WHERE revision OPERATOR(pg_catalog.=) "
                + Quoting.literal(revision) + " AND " + runnableState() + ") AND EXISTS (SELECT FROM "
                + tables.revisions() + " WHERE revision OPERATOR(pg_catalog.=) " + Quoting.literal(revision) + " AND "
                + StateConditions.BACKGROUND + ")";
    }

    /** An SQL expression for the key of the lock that each transaction of a worker shares. */
    public String lockKey() {
        return key("job");
    }

    /** Queries that wait until no other transaction begins or ends the job, longer than for a lock of the application. */
    public List<String> waitForTurn() {
        return List.of(
                "SELECT pg_catalog.set_config('migration.lock_timeout', pg_catalog.current_setting('lock_timeout'), true),"
                        + " pg_catalog.set_config('lock_timeout', '30s', true)",
                "SELECT pg_catalog.pg_advisory_xact_lock(" + key("turn") + ")",
                "SELECT pg_catalog.set_config('lock_timeout', pg_catalog.current_setting('migration.lock_timeout'), true)");
    }

    /** An SQL condition: no other transaction begins or ends the job until this one ends. */
    public String turn() {
        return "pg_catalog.pg_try_advisory_xact_lock(" + key("turn") + ")";
    }

    /** A query that ends the sessions of its workers. */
    public String terminateWorkers() {
        return "SELECT pg_catalog.count(pg_catalog.pg_terminate_backend(pid)) FROM pg_catalog.pg_locks,"
                + " (SELECT " + lockKey() + " AS key) AS job WHERE locktype OPERATOR(pg_catalog.=) 'advisory'"
                + " AND objsubid OPERATOR(pg_catalog.=) 1 AND database OPERATOR(pg_catalog.=) (SELECT oid FROM pg_catalog.pg_database"
                + " WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database())"
                + " AND classid OPERATOR(pg_catalog.=) ((key OPERATOR(pg_catalog.>>) 32) OPERATOR(pg_catalog.&) 4294967295)::pg_catalog.oid"
                + " AND objid OPERATOR(pg_catalog.=) (key OPERATOR(pg_catalog.&) 4294967295)::pg_catalog.oid"
                + " AND pid OPERATOR(pg_catalog.<>) pg_catalog.pg_backend_pid()";
    }

    private String key(String purpose) {
        return "pg_catalog.hashtextextended("
                + Quoting.literal("dev.migration." + purpose + ":" + tables.revisions() + ":" + revision) + ", 0)";
    }

    private static String runnableState() {
        return "state OPERATOR(pg_catalog.=) ANY ('{QUEUED,RUNNING}')";
    }
}
