// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads what the charts show. The view {@code ticket_load} is created by a repeatable. */
@Repository
@Transactional(readOnly = true)
public class ChartQuery {

    private final JdbcClient jdbc;

    ChartQuery(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last four weeks, oldest day first. */
    public List<DailyLoad> load() {
        return jdbc.sql("SELECT day, opened, resolved FROM ticket_load ORDER BY day")
                .query((row, number) -> new DailyLoad(
                        row.getObject("day", LocalDate.class), row.getLong("opened"), row.getLong("resolved")))
                .list();
    }

    /** How many ratings have one star, two stars, … five stars. */
    public List<Long> ratings() {
        Map<Integer, Long> counted = jdbc
                .sql("SELECT rating, count(*) AS ratings FROM customer_satisfaction GROUP BY rating")
                .query((row, number) -> Map.entry(row.getInt("rating"), row.getLong("ratings")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return IntStream.rangeClosed(1, 5)
                .mapToObj(stars -> counted.getOrDefault(stars, 0L))
                .toList();
    }
}
