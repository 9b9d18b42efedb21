// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Parses the creation time of a revision. A year that PostgreSQL cannot read back is a fault. */
final class CreatedDirective {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END =
            FIRST.atOffset(java.time.ZoneOffset.UTC).withYear(10_000).toInstant();

    private final FaultCollector faults;

    CreatedDirective(FaultCollector faults) {
        this.faults = faults;
    }

    /** The instant; empty if the text is not valid, which is added as a fault of that line. */
    Optional<Instant> read(String text, int line) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (!instant.isBefore(FIRST) && instant.isBefore(END)) {
                return Optional.of(instant);
            }
            faults.add(
                    line,
                    "'" + text + "' is outside the years 1 to 9999.",
                    "Write the time at which the revision was created.");
        } catch (DateTimeParseException notATime) {
            faults.add(line, "'" + text + "' is not a point in time.", "Write it like 2025-01-15T10:30:00Z.");
        }
        return Optional.empty();
    }
}
