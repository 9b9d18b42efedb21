// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.JdbcOperations;

import dev.migration.sql.Quoting;
import dev.migration.version.StateTables;

/**
 * Reads and writes the record that nothing is pending: the member {@code upToDate} of {@code facts} in the row of the revision that was
 * applied last. It holds as long as the rows are the same, which the server compares by a hash: a run of any version of this library
 * changes them, and so does an UPDATE by hand. What it says does not depend on the time.
 */
public final class UpToDateRecords {

    private static final String MEMBER = "upToDate";

    /** What the plan of an upgrade depends on, and the time, so that a row that is deleted and comes back is another one. */
    private static final String COLUMNS =
            "revision, ordinal, down_revisions, depends_on, branch_labels, replaces, message, type,"
                    + " created, checksum, state, step, applied_at, format";

    private static final String ROWS = "pg_catalog.concat_ws('/', pg_catalog.count(*), pg_catalog.sum("
            + "pg_catalog.hash_record_extended(ROW(" + COLUMNS.replaceAll("(\\w+)", "applied.$1") + "), 0)))";

    /** In a table of the first format there are no columns format and facts, and the names mean the values of the outer query. */
    private static final String READ = """
            SELECT state.rows, pg_catalog.has_table_privilege(%1$s, 'UPDATE') AND pg_catalog.has_table_privilege(%2$s, 'INSERT')
                    AND NOT pg_catalog.pg_is_in_recovery()
                    AND pg_catalog.current_setting('transaction_read_only') OPERATOR(pg_catalog.=) 'off',
                record.scripts, record.size, record.current
            FROM (SELECT %3$s AS rows, pg_catalog.jsonb_agg(applied.facts OPERATOR(pg_catalog.->) '%4$s')
                    FILTER (WHERE pg_catalog.jsonb_typeof(applied.facts OPERATOR(pg_catalog.->) '%4$s') OPERATOR(pg_catalog.=) 'object') AS records
                FROM (SELECT 1 AS format, NULL::pg_catalog.jsonb AS facts) AS first_format
                CROSS JOIN LATERAL (SELECT %5$s, facts FROM %6$s) AS applied) AS state
            LEFT JOIN LATERAL pg_catalog.jsonb_to_recordset(state.records) AS record
                (rows pg_catalog.text, scripts pg_catalog.text, size pg_catalog.int4, current pg_catalog.text)
                ON record.rows OPERATOR(pg_catalog.=) state.rows AND record.scripts IS NOT NULL AND record.size IS NOT NULL
                    AND record.current IS NOT NULL""";

    private UpToDateRecords() {}

    /**
     * What a run has found out: with these scripts and with the rows as they were, an upgrade to all heads has nothing to do.
     *
     * @param scripts the hash of the scripts, with the version of this library that has read them
     * @param size how many scripts there are
     * @param current the ids of the maximal applied revisions
     */
    public record UpToDate(String scripts, int size, List<String> current) {

        public UpToDate {
            current = List.copyOf(current);
        }
    }

    /**
     * What the table says.
     *
     * @param rows the hash of its rows
     * @param writable whether the role may write a record now
     * @param record the record, if it holds
     */
    public record Found(String rows, boolean writable, Optional<UpToDate> record) {}

    /** Reads the table by one message; empty if it does not exist. */
    public static Optional<Found> read(JdbcOperations jdbc, StateTables tables) {
        List<Found> found = new ArrayList<>();
        new StateTableAccess(jdbc, tables, true)
                .read(
                        table -> READ.formatted(
                                Quoting.literal(table),
                                Quoting.literal(tables.history()),
                                ROWS,
                                MEMBER,
                                COLUMNS,
                                table),
                        row -> found.add(new Found(row.getString(1), row.getBoolean(2), record(row))));
        return found.stream().findFirst();
    }

    /**
     * Writes a record and deletes the earlier one. Changes nothing if a revision is begun, or if its last statements run in the background.
     *
     * @param tables with their schema, in the current format
     * @param rows the hash of the rows that they must have
     */
    public static StateStatement store(StateTables tables, UpToDate record, String rows) {
        String now = "(SELECT " + ROWS + " FROM " + tables.revisions() + " AS applied)";
        String last = "(SELECT revision FROM " + tables.revisions() + " WHERE " + StateConditions.APPLIED + " AND "
                + StateConditions.REVISION + " ORDER BY ordinal DESC NULLS LAST, revision DESC LIMIT 1)";
        return StateStatement.of(
                "UPDATE " + tables.revisions() + " SET facts = CASE WHEN revision OPERATOR(pg_catalog.=) " + last
                        + " THEN CASE WHEN pg_catalog.jsonb_typeof(facts) OPERATOR(pg_catalog.=) 'object' THEN facts ELSE '{}' END"
                        + " OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object('" + MEMBER
                        + "', pg_catalog.jsonb_build_object('rows', " + now
                        + ", 'scripts', ?::pg_catalog.text, 'size', ?::pg_catalog.int4, 'current', ?::pg_catalog.text))"
                        + " ELSE facts OPERATOR(pg_catalog.-) '" + MEMBER + "' END"
                        + " WHERE (revision OPERATOR(pg_catalog.=) " + last + " OR pg_catalog.jsonb_exists(facts, '"
                        + MEMBER + "')) AND NOT EXISTS (SELECT FROM " + tables.revisions() + " WHERE "
                        + StateConditions.BEGUN + " OR " + StateConditions.INTERRUPTED + " OR "
                        + StateConditions.BACKGROUND + ")"
                        + " AND ?::pg_catalog.text OPERATOR(pg_catalog.=) " + now,
                record.scripts(),
                record.size(),
                String.join(" ", record.current()),
                rows);
    }

    private static Optional<UpToDate> record(ResultSet row) throws SQLException {
        String scripts = row.getString(3);
        return scripts == null
                ? Optional.empty()
                : Optional.of(new UpToDate(
                        scripts, row.getInt(4), List.of(row.getString(5).split(" "))));
    }
}
