// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.ticket;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.migration.sample.support.user.User;

/** A ticket in the REST API. The description is null if there is none, the resolution time until the ticket is resolved. */
public record TicketView(
        int id,
        String title,
        @Nullable String description,
        TicketStatus status,
        TicketPriority priority,
        Person requester,
        @Nullable Person assignee,
        Instant createdAt,
        @Nullable Instant resolvedAt,
        @Nullable Integer resolutionTimeSeconds) {

    static TicketView of(Ticket ticket) {
        return new TicketView(
                ticket.id(),
                ticket.title(),
                ticket.details().isEmpty() ? null : ticket.details(),
                ticket.status(),
                ticket.priority(),
                Person.of(ticket.requester()),
                ticket.assignee().map(Person::of).orElse(null),
                ticket.createdAt(),
                ticket.resolvedAt().orElse(null),
                ticket.resolvedAt()
                        .map(resolved -> ticket.resolutionTimeSeconds())
                        .orElse(null));
    }

    /** The name of the assignee, or a dash. */
    public String assigneeName() {
        return assignee == null ? "–" : assignee.name();
    }

    /** Whether the ticket is resolved or closed. */
    public boolean ended() {
        return status.isDone();
    }

    /** The requester or the assignee of a ticket. */
    public record Person(int id, String name) {

        public static Person of(User user) {
            return new Person(user.id(), user.name());
        }
    }
}
