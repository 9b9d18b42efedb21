// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.migration.sql.Redaction;

/**
 * The last row of the history, which records an attempt that is retried.
 *
 * @param revision the id of the revision, or the key of a repeatable
 * @param at when the attempt ended
 * @param since when the first attempt began
 * @param age how long ago the attempt ended, by the clock of the database
 * @param detail why it was rolled back, and what blocked it
 */
public record LastRetry(
        String revision, Instant at, Instant since, Duration age, Optional<String> detail, RetryFacts facts) {

    static final String QUERY = """
            SELECT revision, at, at OPERATOR(pg_catalog.-) pg_catalog.make_interval(secs => duration_millis::pg_catalog.float8 OPERATOR(pg_catalog./) 1000),
                extract(epoch FROM pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-) at), detail,
                COALESCE((facts OPERATOR(pg_catalog.->>) 'attempts')::pg_catalog.int4, 0), COALESCE((facts OPERATOR(pg_catalog.->>) 'step')::pg_catalog.int4, 0),
                COALESCE((facts OPERATOR(pg_catalog.->>) 'steps')::pg_catalog.int4, 0),
                ARRAY(SELECT pid::pg_catalog.int4 FROM pg_catalog.jsonb_array_elements_text(COALESCE(facts OPERATOR(pg_catalog.->) 'blockers', '[]')) AS pid),
                COALESCE(facts OPERATOR(pg_catalog.->>) 'relation', '')
            FROM (SELECT * FROM %s ORDER BY id DESC LIMIT 1) AS last WHERE outcome OPERATOR(pg_catalog.=) 'RETRY'""";

    static LastRetry read(ResultSet row, Redaction secrets) throws SQLException {
        return new LastRetry(
                row.getString(1),
                row.getTimestamp(2).toInstant(),
                row.getTimestamp(3).toInstant(),
                Duration.ofMillis((long) (row.getDouble(4) * 1000)),
                Optional.ofNullable(row.getString(5)).map(secrets::of),
                new RetryFacts(row.getInt(6), row.getInt(7), row.getInt(8), pids(row.getArray(9)), row.getString(10)));
    }

    private static List<Integer> pids(Array array) throws SQLException {
        return Arrays.stream((Object[]) array.getArray())
                .map(Integer.class::cast)
                .toList();
    }
}
