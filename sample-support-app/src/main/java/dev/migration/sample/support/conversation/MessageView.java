// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.conversation;

import java.time.Instant;

import dev.migration.sample.support.ticket.TicketView.Person;

/** A message in the REST API and on the pages. */
public record MessageView(Person author, boolean fromAgent, String body, Instant createdAt) {

    static MessageView of(TicketMessage message) {
        return new MessageView(
                Person.of(message.author()), message.author().isAgent(), message.body(), message.createdAt());
    }
}
