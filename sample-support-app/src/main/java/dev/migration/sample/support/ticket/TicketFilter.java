// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.ticket;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;

/** Selects the tickets to list. A criterion that is null selects all. */
public record TicketFilter(
        @Nullable TicketStatus status,
        @Nullable TicketPriority priority,
        @Nullable Integer assignee,
        @Nullable Boolean done,
        @Nullable @Size(max = 200) String text) {

    /** Selects all tickets. */
    public static final TicketFilter NONE = new TicketFilter(null, null, null, null, null);

    /** Selects the tickets that somebody has to do something about. */
    public static final TicketFilter NOT_DONE = new TicketFilter(null, null, null, false, null);

    private static final Set<TicketStatus> DONE = EnumSet.of(TicketStatus.RESOLVED, TicketStatus.CLOSED);

    Specification<Ticket> specification() {
        return Specification.allOf(
                equal("status", status), withPriority(), assignedTo(assignee), thatAreDone(), containing(text));
    }

    private Specification<Ticket> thatAreDone() {
        return done == null
                ? Specification.unrestricted()
                : (ticket, query, builder) -> {
                    var isDone = ticket.get("status").in(DONE);
                    return done ? isDone : isDone.not();
                };
    }

    private static Specification<Ticket> containing(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Specification.unrestricted();
        }
        var pattern = "%"
                + text.strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[\\\\%_]", "\\\\$0")
                        .replace("\0", "") + "%";
        return (ticket, query, builder) -> builder.or(
                builder.like(builder.lower(ticket.get("title")), pattern, '\\'),
                builder.like(builder.lower(ticket.get("details")), pattern, '\\'));
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
