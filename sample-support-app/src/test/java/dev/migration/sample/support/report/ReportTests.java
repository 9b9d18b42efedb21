// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.report;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.migration.sample.support.SupportApi;
import dev.migration.sample.support.SupportTest;

import static org.assertj.core.api.Assertions.assertThat;

@SupportTest
class ReportTests {

    private final SupportApi api;

    @Autowired
    ReportTests(RestTestClient client) {
        this.api = new SupportApi(client);
    }

    @Test
    void reportsContainTheirRecipients() {
        var answer = api.get("/api/reports");

        assertThat(SupportApi.<List<String>>read(answer, "$[*].name"))
                .containsExactly("Backlog", "Resolution time", "Satisfaction");
        assertThat(SupportApi.<List<String>>read(answer, "$[0].schedules[*].recipient"))
                .containsExactlyInAnyOrder("Bruno Keller", "Chiara Moretti");
    }

    @Test
    void summaryCountsAnotherTicketUntilItIsResolved() {
        var before = open();

        var ticket = api.openTicket("One more");
        assertThat(open()).isEqualTo(before + 1);

        api.post(ticket + "/resolution");
        assertThat(open()).isEqualTo(before);
    }

    @Test
    void openTicketsByStatusAddUp() {
        var answer = api.get("/api/reports/summary");

        List<Integer> parts = SupportApi.read(answer, "$.openTicketsByStatus.*");
        assertThat(parts.stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(SupportApi.<Integer>read(answer, "$.openTickets"));
    }

    @Test
    void summaryAveragesTimesAndRatings() {
        var answer = api.get("/api/reports/summary");

        assertThat(SupportApi.<Integer>read(answer, "$.averageResolutionTimeSeconds"))
                .isPositive();
        assertThat(SupportApi.<Double>read(answer, "$.averageRating")).isBetween(1.0, 5.0);
    }

    private int open() {
        return SupportApi.read(api.get("/api/reports/summary"), "$.openTickets");
    }
}
