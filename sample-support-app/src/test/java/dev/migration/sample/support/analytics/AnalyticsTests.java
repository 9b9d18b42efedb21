// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.analytics;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.migration.Migrator;
import dev.migration.sample.support.AnalyticsDatabase;
import dev.migration.sample.support.OwnDatabase;
import dev.migration.sample.support.SampleRevisions;
import dev.migration.sample.support.SupportApi;
import dev.migration.sample.support.SupportTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The application with a second database, whose revisions and state are its own. */
@SupportTest
@ActiveProfiles(AnalyticsConfiguration.PROFILE)
@ContextConfiguration(initializers = {OwnDatabase.class, AnalyticsDatabase.class})
@DirtiesContext
class AnalyticsTests {

    private static final String DATABASES = "$.contexts.support-app.databases";

    private final SupportApi api;
    private final RestTestClient client;
    private final DailyReport report;
    private final JdbcClient support;
    private final JdbcClient analytics;

    @Autowired
    AnalyticsTests(
            RestTestClient client,
            DailyReport report,
            JdbcClient support,
            @Qualifier("analyticsJdbcClient") JdbcClient analytics) {
        this.api = new SupportApi(client);
        this.client = client;
        this.report = report;
        this.support = support;
        this.analytics = analytics;
    }

    @Test
    void theReportCountsEveryTicketAndEveryRatingOnItsDay() {
        report.run();

        assertThat(analytics
                        .sql(
                                "SELECT sum(opened) AS opened, sum(resolved) AS resolved, sum(ratings) AS ratings FROM days")
                        .query()
                        .singleRow())
                .isEqualTo(support.sql("""
                                SELECT count(*)::numeric AS opened,
                                       count(resolved_at)::numeric AS resolved,
                                       (SELECT count(*)::numeric FROM customer_satisfaction) AS ratings
                                  FROM tickets
                                """).query().singleRow());
    }

    @Test
    void theNextReportUpdatesTheDaysThatHaveChangedAndNoOther() {
        report.run();
        assertThat(updatedAfter(() -> {})).isEmpty();

        var today = support.sql("SELECT now()::date::text").query(String.class).single();
        assertThat(updatedAfter(() -> api.openTicket("One for the analytics"))).containsExactly(today);
    }

    @Test
    void eachDatabaseHasItsOwnRevisionsAndState() {
        var answer = api.get("/actuator/migrations");

        assertThat(SupportApi.<List<String>>read(answer, DATABASES + ".primary.current"))
                .containsExactly(SampleRevisions.head());
        assertThat(SupportApi.<List<String>>read(answer, DATABASES + ".analytics.current"))
                .containsExactly("ana002");
        assertThat(SupportApi.<Map<String, Object>>read(answer, DATABASES)).containsOnlyKeys("primary", "analytics");
        assertThat(tables(support)).contains("tickets").doesNotContain("days");
        assertThat(tables(analytics)).contains("days").doesNotContain("tickets");
    }

    @Test
    void theRevisionsOfTheSecondDatabaseCanBeReverted(@Autowired @Qualifier("analyticsMigrator") Migrator migrator) {
        try {
            migrator.downgrade("ana001");
            assertThat(tables(analytics)).contains("days").doesNotContain("weeks");
            migrator.downgrade("base");
            assertThat(tables(analytics)).doesNotContain("days");
        } finally {
            migrator.upgrade("heads");
        }
        report.run();
        assertThat(analytics.sql("SELECT count(*) FROM weeks").query(Long.class).single())
                .isPositive();
    }

    @Test
    void theStatusPageAndTheOverviewShowBothDatabases() {
        report.run();

        assertThat(page("/actuator/migrationspage")).contains("analytics", "primary", "ana002", SampleRevisions.head());
        assertThat(page("/overview"))
                .contains("Average rating by week", "class=\"rated\"", "Load of the last four weeks");
    }

    /** The days whose facts the next report changes. */
    private List<String> updatedAfter(Runnable change) {
        var before = analytics.sql("SELECT now()::text").query(String.class).single();
        change.run();
        report.run();
        return analytics
                .sql("SELECT day::text FROM days WHERE computed_at > CAST(:before AS timestamptz)")
                .param("before", before)
                .query(String.class)
                .list();
    }

    private String page(String path) {
        return String.valueOf(client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody());
    }

    private static List<String> tables(JdbcClient database) {
        return database.sql("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace")
                .query(String.class)
                .list();
    }
}
