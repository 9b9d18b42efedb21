package dev.migration.sample.support.ticket;

/** How far a ticket has come. */
enum TicketStatus {
    OPEN,
    IN_PROGRESS,
    WAITING_ON_CUSTOMER,
    RESOLVED,
    CLOSED;

    boolean isDone() {
        return this == RESOLVED || this == CLOSED;
    }
}
