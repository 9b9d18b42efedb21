// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.ticket;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.migration.sample.support.SupportApi;
import dev.migration.sample.support.SupportTest;

import static org.assertj.core.api.Assertions.assertThat;

@SupportTest
class TicketTests {

    private final SupportApi api;

    @Autowired
    TicketTests(RestTestClient client) {
        this.api = new SupportApi(client);
    }

    @Test
    void openedTicketIsOpenAndNormal() {
        var answer = api.post("/api/tickets", """
                {"title": "No sound", "description": "In meetings.", "requesterId": %d}
                """.formatted(api.customer()));

        assertThat(answer).hasStatus(201).bodyJson().isLenientlyEqualTo("""
                {"title": "No sound", "description": "In meetings.", "status": "OPEN", "priority": "NORMAL",
                 "assignee": null, "resolvedAt": null, "resolutionTimeSeconds": null}
                """);
    }

    @Test
    void openedTicketIsFoundAtTheLocationOfTheResponse() {
        var opened = api.post("/api/tickets", """
                {"title": "No picture", "priority": "urgent", "requesterId": %d}
                """.formatted(api.customer()));

        var path = "/api/tickets/" + SupportApi.<Integer>read(opened, "$.id");
        assertThat(opened.getExchangeResult().getResponseHeaders().getLocation())
                .hasPath(path);
        var found = api.get(path);
        assertThat(found).hasStatusOk().bodyJson().extractingPath("$.priority").isEqualTo("URGENT");
        assertThat(SupportApi.<Object>read(found, "$")).isEqualTo(SupportApi.<Object>read(opened, "$"));
    }

    @Test
    void assignedTicketIsInProgress() {
        var answer = api.post(api.openTicket("Slow") + "/assignee", assignee(api.agent()));

        assertThat(answer).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"status": "IN_PROGRESS", "assignee": {"id": %d}}
                """.formatted(api.agent()));
    }

    @Test
    void resolvedTicketHasAResolutionTime() {
        var answer = api.post(api.openTicket("Typo") + "/resolution");

        assertThat(answer).hasStatusOk().bodyJson().extractingPath("$.status").isEqualTo("RESOLVED");
        assertThat(SupportApi.<String>read(answer, "$.resolvedAt")).isNotNull();
        assertThat(SupportApi.<Integer>read(answer, "$.resolutionTimeSeconds")).isBetween(0, 60);
    }

    @Test
    void ticketCannotBeResolvedTwice() {
        var ticket = api.openTicket("Twice");
        api.post(ticket + "/resolution");

        assertThat(api.post(ticket + "/resolution"))
                .hasStatus(409)
                .hasContentType("application/problem+json")
                .bodyJson()
                .extractingPath("$.detail")
                .asString()
                .endsWith("is already RESOLVED.");
    }

    @Test
    void onlyOneOfSeveralConcurrentRequestsResolvesATicket() {
        var ticket = api.openTicket("Race");

        var attempts = Stream.generate(() -> CompletableFuture.supplyAsync(() -> api.post(ticket + "/resolution")))
                .limit(8)
                .toList();

        assertThat(attempts.stream()
                        .map(attempt ->
                                attempt.join().getExchangeResult().getStatus().value()))
                .containsOnlyOnce(200)
                .containsOnly(200, 409);
    }

    @Test
    void resolvedTicketCannotBeAssigned() {
        var ticket = api.openTicket("Too late");
        api.post(ticket + "/resolution");

        assertThat(api.post(ticket + "/assignee", assignee(api.agent()))).hasStatus(409);
    }

    @Test
    void ticketsAreAssignedToAgentsOnly() {
        var answer = api.post(api.openTicket("For an agent") + "/assignee", assignee(api.customer()));

        assertThat(answer)
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors.assigneeId")
                .isNotNull();
    }

    @Test
    void listIsFilteredByStatusPriorityAndAssignee() {
        api.post(api.openTicket("Mine") + "/assignee", assignee(api.agent()));

        var answer = api.get("/api/tickets?size=100&status=in_progress&priority=NORMAL&assignee=" + api.agent());

        assertThat(answer).hasStatusOk();
        assertThat(SupportApi.<List<String>>read(answer, "$.content[*].status"))
                .isNotEmpty()
                .containsOnly("IN_PROGRESS");
        assertThat(SupportApi.<List<String>>read(answer, "$.content[*].priority"))
                .containsOnly("NORMAL");
        assertThat(SupportApi.<List<Integer>>read(answer, "$.content[*].assignee.id"))
                .containsOnly(api.agent());
    }

    @Test
    void listIsPagedWithTheNewestFirst() {
        var newest = api.openTicket("The newest");

        var answer = api.get("/api/tickets?size=3");

        assertThat(SupportApi.<List<Integer>>read(answer, "$.content[*].id")).hasSize(3);
        assertThat(newest).endsWith("/" + SupportApi.<Integer>read(answer, "$.content[0].id"));
        assertThat(SupportApi.<Integer>read(answer, "$.page.totalElements")).isGreaterThan(40);
    }

    @Test
    void unknownTicketIsNotFound() {
        assertThat(api.get("/api/tickets/999999"))
                .hasStatus(404)
                .hasContentType("application/problem+json")
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo("There is no ticket 999999.");
        assertThat(api.post("/api/tickets/999999/resolution")).hasStatus(404);
        assertThat(api.post("/api/tickets/999999/assignee", assignee(api.agent())))
                .hasStatus(404);
    }

    @Test
    void everyInvalidFieldIsReported() {
        assertThat(api.post("/api/tickets", "{\"title\": \" \"}"))
                .hasStatus(400)
                .hasContentType("application/problem+json")
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"detail": "The request has invalid fields.",
                         "errors": {"title": "must not be blank", "requesterId": "must not be null"}}
                        """);
    }

    @Test
    void aCharacterThatPostgresqlCannotStoreIsAnInvalidField() {
        var answer = api.post("/api/tickets", """
                {"title": "a\\u0000b", "requesterId": %d}
                """.formatted(api.customer()));

        assertThat(answer)
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors")
                .asMap()
                .containsOnlyKeys("title");
    }

    @Test
    void unknownRequesterIsAnInvalidField() {
        assertThat(api.post("/api/tickets", "{\"title\": \"Ghost\", \"requesterId\": 999999}"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors.requesterId")
                .isEqualTo("there is no such user for this: 999999");
    }

    @Test
    void unknownPriorityIsReportedWithThePermittedOnes() {
        assertThat(api.post("/api/tickets", "{\"title\": \"Hm\", \"priority\": \"whenever\", \"requesterId\": 1}"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors.priority")
                .isEqualTo("must be one of [LOW, NORMAL, HIGH, URGENT]");
    }

    @Test
    void unknownFilterValuesAndSortKeysAreInvalidFields() {
        assertThat(api.get("/api/tickets?status=lost"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors.status")
                .isEqualTo("is not a valid value");
        assertThat(api.get("/api/tickets?sort=mood"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors.sort")
                .isEqualTo("there is no 'mood' to sort by");
    }

    @Test
    void invalidJsonAndInvalidIdsAreBadRequests() {
        assertThat(api.post("/api/tickets", "{\"title\"")).hasStatus(400).hasContentType("application/problem+json");
        assertThat(api.get("/api/tickets/first")).hasStatus(400).hasContentType("application/problem+json");
    }

    private static String assignee(int id) {
        return "{\"assigneeId\": %d}".formatted(id);
    }
}
