// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Parses the creation time of a revision. A year that PostgreSQL cannot read back is a fault. */
final class CreatedDirective {

    private static final Instant FIRST = LocalDateTime.of(1, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);
    private static final Instant END = LocalDateTime.of(10_000, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);
    private static final String USUAL = "0000-00-00T00:00:00Z";

    private final FaultCollector faults;

    CreatedDirective(FaultCollector faults) {
        this.faults = faults;
    }

    /** The instant; empty if the text is not valid, which is added as a fault of that line. */
    Optional<Instant> read(String text, int line) {
        try {
            Instant instant =
                    isUsual(text) ? usual(text) : OffsetDateTime.parse(text).toInstant();
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

    /** Whether it has the form that the command 'revision' writes. A formatter for all forms needs many classes. */
    private static boolean isUsual(String text) {
        if (text.length() != USUAL.length()) {
            return false;
        }
        for (int index = 0; index < text.length(); index++) {
            char form = USUAL.charAt(index);
            char character = text.charAt(index);
            if (form == '0' ? character < '0' || character > '9' : character != form) {
                return false;
            }
        }
        return true;
    }

    private static Instant usual(String text) {
        try {
            return LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException outOfRange) {
            throw new DateTimeParseException(text + " is not a time", text, 0, outOfRange);
        }
    }

    private static int number(String text, int begin, int end) {
        return Integer.parseInt(text, begin, end, 10);
    }
}
