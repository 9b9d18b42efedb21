// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.analytics;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the facts about days from the tickets, in the first database. */
@Repository
@Profile(AnalyticsConfiguration.PROFILE)
class DayQuery {

    private static final String DAYS = """
            SELECT day::date,
                   (SELECT count(*) FROM tickets WHERE created_at >= day AND created_at < day + interval '1 day') AS opened,
                   (SELECT count(*) FROM tickets WHERE resolved_at >= day AND resolved_at < day + interval '1 day') AS resolved,
                   rated.ratings,
                   rated.stars
              FROM generate_series(
                       coalesce(CAST(:first AS date), (SELECT min(created_at)::date FROM tickets))::timestamp,
                       now()::date::timestamp,
                       interval '1 day'
                   ) AS day,
                   LATERAL (
                       SELECT count(*) AS ratings, coalesce(sum(rating), 0) AS stars
                         FROM customer_satisfaction
                        WHERE created_at >= day AND created_at < day + interval '1 day'
                   ) AS rated
             ORDER BY day
            """;

    private final JdbcClient jdbc;

    DayQuery(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param first the first day; null for the day of the first ticket */
    List<DayFacts> since(@Nullable LocalDate first) {
        return jdbc.sql(DAYS)
                .param("first", first)
                .query((row, number) -> new DayFacts(
                        row.getObject("day", LocalDate.class),
                        row.getLong("opened"),
                        row.getLong("resolved"),
                        row.getLong("ratings"),
                        row.getLong("stars")))
                .list();
    }
}
