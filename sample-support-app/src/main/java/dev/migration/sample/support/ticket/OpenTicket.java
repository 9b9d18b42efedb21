// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.ticket;

import java.util.Objects;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The request for a new ticket. The default priority is {@code NORMAL}. */
public record OpenTicket(
        @NotBlank @Size(max = 200) @Pattern(regexp = STORABLE)
        String title,

        @Size(max = 10_000) @Pattern(regexp = STORABLE) @Nullable
        String description,

        TicketPriority priority,
        @NotNull @Nullable Integer requesterId) {

    /** PostgreSQL can store every character in a text except NUL. */
    private static final String STORABLE = "[^\\x00]*";

    /** The values of a form that nobody has filled in. */
    public static final OpenTicket EMPTY = new OpenTicket("", "", TicketPriority.NORMAL, null);

    public OpenTicket {
        priority = Objects.requireNonNullElse(priority, TicketPriority.NORMAL);
    }

    /** The id of the requester of a valid request. */
    int requester() {
        return Objects.requireNonNull(requesterId, "requesterId");
    }
}
