// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.ticket;

import jakarta.validation.constraints.NotNull;

/** The request to assign a ticket to an agent. */
public record AssignTicket(@NotNull Integer assigneeId) {}
