// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.ticket;

/** The status of a ticket. */
public enum TicketStatus {
    OPEN,
    IN_PROGRESS,
    WAITING_ON_CUSTOMER,
    RESOLVED,
    CLOSED;

    public boolean isDone() {
        return this == RESOLVED || this == CLOSED;
    }
}
