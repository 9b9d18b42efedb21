package dev.migration.sample.support.ticket;

import jakarta.validation.constraints.NotNull;

/** The request that an agent takes a ticket. */
record AssignTicket(@NotNull Integer assigneeId) {}
