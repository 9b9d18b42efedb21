// SPDX-License-Identifier: Apache-2.0
package dev.migration.event;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a statement that runs in batches begins no batch now.
 *
 * @param reason a part of a sentence: {@code standby lag 14 s (replica_1)}
 * @param until when the run looks again, by the clock of the server; empty if it waits for a person
 */
public record BatchHold(String reason, Optional<Instant> until) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /** {@code held until 12:40:00: standby lag 14 s (replica_1)}, in the time zone of this process. */
    @Override
    public String toString() {
        return "held"
                + until.map(time -> " until " + TIME.format(time.atZone(ZoneId.systemDefault())))
                        .orElse("") + ": " + reason;
    }
}
