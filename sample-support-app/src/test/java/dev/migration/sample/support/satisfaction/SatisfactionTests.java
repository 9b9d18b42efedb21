// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.satisfaction;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.migration.sample.support.SupportApi;
import dev.migration.sample.support.SupportTest;

import static org.assertj.core.api.Assertions.assertThat;

@SupportTest
class SatisfactionTests {

    private static final String FIVE_STARS = "{\"rating\": 5, \"feedback\": \"Thank you!\"}";

    private final SupportApi api;

    @Autowired
    SatisfactionTests(RestTestClient client) {
        this.api = new SupportApi(client);
    }

    @Test
    void resolvedTicketIsRated() {
        var ticket = resolvedTicket();

        assertThat(api.post(ticket + "/satisfaction", FIVE_STARS)).hasStatus(201);
        assertThat(api.get(ticket + "/satisfaction")).hasStatusOk().bodyJson().isLenientlyEqualTo(FIVE_STARS);
    }

    @Test
    void ticketIsRatedOnce() {
        var ticket = resolvedTicket();
        api.post(ticket + "/satisfaction", FIVE_STARS);

        assertThat(api.post(ticket + "/satisfaction", FIVE_STARS))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.detail")
                .asString()
                .endsWith("is already rated.");
    }

    @Test
    void openTicketIsNotRated() {
        assertThat(api.post(api.openTicket("Still open") + "/satisfaction", FIVE_STARS))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.detail")
                .asString()
                .endsWith("is not resolved yet.");
    }

    @Test
    void ratingIsFromOneToFive() {
        var ticket = resolvedTicket();

        assertThat(api.post(ticket + "/satisfaction", "{\"rating\": 6}"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors.rating")
                .isEqualTo("must be less than or equal to 5");
        assertThat(api.post(ticket + "/satisfaction", "{\"rating\": 0}")).hasStatus(400);
        assertThat(api.post(ticket + "/satisfaction", "{}")).hasStatus(400);
    }

    @Test
    void unknownTicketIsNotFound() {
        assertThat(api.post("/api/tickets/999999/satisfaction", FIVE_STARS)).hasStatus(404);
        assertThat(api.get("/api/tickets/999999/satisfaction")).hasStatus(404);
    }

    private String resolvedTicket() {
        var ticket = api.openTicket("To be rated");
        api.post(ticket + "/resolution");
        return ticket;
    }
}
