// SPDX-License-Identifier: Apache-2.0
package dev.migration.sample.support.ticket;

import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** The priority of a ticket. */
public enum TicketPriority {
    LOW,
    NORMAL,
    HIGH,
    URGENT;

    /** Converts the value of the column, which revision abc123 created in lower case and nullable. */
    static TicketPriority ofColumn(@Nullable String column) {
        return Optional.ofNullable(column)
                .map(text -> valueOf(text.toUpperCase(Locale.ROOT)))
                .orElse(NORMAL);
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
