// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.conversation;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

import dev.migration.sample.support.SupportApi;
import dev.migration.sample.support.SupportTest;

import static org.assertj.core.api.Assertions.assertThat;

@SupportTest
class MessageTests {

    private final SupportApi api;

    @Autowired
    MessageTests(RestTestClient client) {
        this.api = new SupportApi(client);
    }

    @Test
    void messagesAreListedInTheirOrder() {
        var ticket = api.openTicket("No sound");
        write(ticket, api.agent(), "Which device?");
        write(ticket, api.customer(), "The old one.");

        var answer = api.get(ticket + "/messages");

        assertThat(SupportApi.<List<String>>read(answer, "$[*].body")).containsExactly("Which device?", "The old one.");
        assertThat(SupportApi.<List<Boolean>>read(answer, "$[*].fromAgent")).containsExactly(true, false);
    }

    @Test
    void aTicketWaitsForTheOtherSide() {
        var ticket = api.openTicket("Echo");

        write(ticket, api.agent(), "Since when?");
        assertThat(status(ticket)).isEqualTo("WAITING_ON_CUSTOMER");
        write(ticket, api.customer(), "Since Monday.");
        assertThat(status(ticket)).isEqualTo("OPEN");
    }

    @Test
    void aResolvedTicketTakesNoMessages() {
        var ticket = api.openTicket("Done");
        api.post(ticket + "/resolution");

        assertThat(api.post(ticket + "/messages", message(api.customer(), "Thanks")))
                .hasStatus(409);
    }

    @Test
    void emptyMessagesAndUnknownAuthorsAreRefused() {
        var ticket = api.openTicket("Silence");

        assertThat(api.post(ticket + "/messages", message(api.customer(), " ")))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors.body")
                .isNotNull();
        assertThat(api.post(ticket + "/messages", message(-1, "Hello")))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors.authorId")
                .isNotNull();
        assertThat(SupportApi.<List<Object>>read(api.get(ticket + "/messages"), "$"))
                .isEmpty();
    }

    private void write(String ticket, int author, String body) {
        assertThat(api.post(ticket + "/messages", message(author, body))).hasStatus(201);
    }

    private String status(String ticket) {
        return SupportApi.read(api.get(ticket), "$.status");
    }

    private static String message(int author, String body) {
        return "{\"authorId\": %d, \"body\": \"%s\"}".formatted(author, body);
    }
}
