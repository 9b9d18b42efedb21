// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.report;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads the summary of all tickets with SQL aggregates. */
@Repository
public class SummaryQuery {

    private static final String OPEN_BY_STATUS = """
            SELECT status, count(*)
              FROM tickets
             WHERE resolved_at IS NULL
             GROUP BY status
             ORDER BY status
            """;

    private static final String TOTALS = """
            SELECT count(*) FILTER (WHERE resolved_at IS NULL) AS open,
                   count(resolved_at) AS resolved,
                   round(avg(resolution_time_seconds) FILTER (WHERE resolved_at IS NOT NULL))::bigint AS resolution_time,
                   (SELECT round(avg(rating), 2)::double precision FROM customer_satisfaction) AS rating
              FROM tickets
            """;

    private final JdbcClient jdbc;

    SummaryQuery(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Both queries read the same snapshot of the database, so that the numbers are consistent. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public SupportSummary summary() {
        var open = openByStatus();
        return jdbc.sql(TOTALS)
                .query((row, number) -> new SupportSummary(
                        open,
                        row.getLong("open"),
                        row.getLong("resolved"),
                        row.getObject("resolution_time", Long.class),
                        row.getObject("rating", Double.class)))
                .single();
    }

    private Map<String, Long> openByStatus() {
        var open = new LinkedHashMap<String, Long>();
        jdbc.sql(OPEN_BY_STATUS).query(row -> {
            open.put(row.getString("status"), row.getLong("count"));
        });
        return open;
    }
}
