// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.ticket;

import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;

/** Selects the tickets to list. A criterion that is null selects all. */
record TicketFilter(
        @Nullable TicketStatus status,
        @Nullable TicketPriority priority,
        @Nullable Integer assignee) {

    Specification<Ticket> specification() {
        return Specification.allOf(equal("status", status), withPriority(), assignedTo(assignee));
    }

    private Specification<Ticket> withPriority() {
        return equal("priority", priority == null ? null : priority.column());
    }

    private static Specification<Ticket> equal(String attribute, @Nullable Object value) {
        return value == null
                ? Specification.unrestricted()
                : (ticket, query, builder) -> builder.equal(ticket.get(attribute), value);
    }

    private static Specification<Ticket> assignedTo(@Nullable Integer assignee) {
        return assignee == null
                ? Specification.unrestricted()
                : (ticket, query, builder) ->
                        builder.equal(ticket.get("assignee").get("id"), assignee);
    }
}
