// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.ticket;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.migration.sample.support.user.User;

/** A ticket in the REST API. The resolution time is null until the ticket is resolved. */
record TicketView(
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
                ticket.description(),
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

    /** The requester or the assignee of a ticket. */
    record Person(int id, String name) {

        static Person of(User user) {
            return new Person(user.id(), user.name());
        }
    }
}
