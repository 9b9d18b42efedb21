// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.analytics;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes the second database. The view {@code weeks} is created by a repeatable. */
@Repository
@Profile(AnalyticsConfiguration.PROFILE)
public class Analytics {

    private static final String WRITE = """
            INSERT INTO days (day, opened, resolved, ratings, stars)
            VALUES (:day, :opened, :resolved, :ratings, :stars)
                ON CONFLICT (day) DO UPDATE
               SET opened = excluded.opened,
                   resolved = excluded.resolved,
                   ratings = excluded.ratings,
                   stars = excluded.stars,
                   computed_at = now()
             WHERE (days.opened, days.resolved, days.ratings, days.stars)
                   IS DISTINCT FROM (excluded.opened, excluded.resolved, excluded.ratings, excluded.stars)
            """;

    private static final String WEEKS =
            "SELECT monday, opened, resolved, ratings, average FROM weeks ORDER BY monday DESC LIMIT 12";

    private final JdbcClient jdbc;

    Analytics(@Qualifier("analyticsJdbcClient") JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last twelve weeks that have facts, the latest first. */
    public List<WeekFacts> weeks() {
        return jdbc.sql(WEEKS)
                .query((row, number) -> new WeekFacts(
                        row.getObject("monday", LocalDate.class),
                        row.getLong("opened"),
                        row.getLong("resolved"),
                        row.getLong("ratings"),
                        row.getObject("average", BigDecimal.class)))
                .list();
    }

    Optional<LocalDate> lastDay() {
        return jdbc.sql("SELECT day FROM days ORDER BY day DESC LIMIT 1")
                .query(LocalDate.class)
                .optional();
    }

    /** Returns whether the facts are new. Two instances may write the same day at once. */
    boolean write(DayFacts facts) {
        return jdbc.sql(WRITE).paramSource(facts).update() > 0;
    }
}
