package dev.migration.sample.support.ticket;

import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** How urgent a ticket is. */
enum TicketPriority {
    LOW,
    NORMAL,
    HIGH,
    URGENT;

    /** The column is in lower case, and may be null: revision abc123 made it so. */
    static TicketPriority ofColumn(@Nullable String column) {
        return Optional.ofNullable(column)
                .map(text -> valueOf(text.toUpperCase(Locale.ROOT)))
                .orElse(NORMAL);
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
