package dev.migration.script.parse;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads when a revision was created; a year that PostgreSQL would not read back is a fault. */
final class CreatedDirective {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant BEHIND_LAST =
            FIRST.atOffset(java.time.ZoneOffset.UTC).withYear(10_000).toInstant();

    private final FaultCollector faults;

    CreatedDirective(FaultCollector faults) {
        this.faults = faults;
    }

    /** The instant; empty when the text is none, which is noted as a fault of that line. */
    Optional<Instant> read(String text, int line) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (!instant.isBefore(FIRST) && instant.isBefore(BEHIND_LAST)) {
                return Optional.of(instant);
            }
            faults.add(
                    line, "'" + text + "' lies outside of the years 1 to 9999.", "Write when the revision was made.");
        } catch (DateTimeParseException notATime) {
            faults.add(line, "'" + text + "' is not a point in time.", "Write it like 2025-01-15T10:30:00Z.");
        }
        return Optional.empty();
    }
}
