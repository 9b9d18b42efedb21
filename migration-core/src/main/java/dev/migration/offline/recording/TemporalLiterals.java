// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline.recording;

import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

import dev.migration.offline.recording.ParameterLiterals.Typed;

/**
 * Writes dates and times. Values of {@code java.sql} use the time zone of this process and are written with its offset. As in the
 * driver, their type is not specified, because the column may or may not have a time zone.
 */
final class TemporalLiterals {

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd ")
            .append(TIME)
            .toFormatter(Locale.ROOT);

    private TemporalLiterals() {}

    static Optional<Typed> of(Object value) {
        if (value instanceof Timestamp timestamp) {
            return Optional.of(untyped(timestamp, ZoneId.systemDefault()));
        }
        if (value instanceof Date date) {
            return Optional.of(new Typed(date.toLocalDate().toString(), ""));
        }
        if (value instanceof Time time) {
            return Optional.of(new Typed(time.toLocalTime().toString(), ""));
        }
        return java8(value);
    }

    private static Optional<Typed> java8(Object value) {
        if (value instanceof LocalDateTime local) {
            return Optional.of(new Typed(DATE_TIME.format(local), "timestamp"));
        }
        if (value instanceof OffsetDateTime offset) {
            return Optional.of(new Typed(text(offset), "timestamptz"));
        }
        if (value instanceof ZonedDateTime zoned) {
            return java8(zoned.toOffsetDateTime());
        }
        if (value instanceof Instant instant) {
            return java8(instant.atOffset(ZoneOffset.UTC));
        }
        if (value instanceof LocalDate date) {
            return Optional.of(new Typed(date.toString(), "date"));
        }
        if (value instanceof LocalTime time) {
            return Optional.of(new Typed(TIME.format(time), "time"));
        }
        return value instanceof OffsetTime time
                ? Optional.of(new Typed(TIME.format(time) + time.getOffset().getId(), "timetz"))
                : Optional.empty();
    }

    /** The same in another time zone. */
    static Typed inZone(Object value, ZoneId zone) throws SQLException {
        if (value instanceof Timestamp timestamp) {
            return untyped(timestamp, zone);
        }
        throw new SQLException("Only a Timestamp can be written with a Calendar here, not a "
                + value.getClass().getName());
    }

    private static Typed untyped(Timestamp timestamp, ZoneId zone) {
        return new Typed(text(timestamp.toInstant().atZone(zone).toOffsetDateTime()), "");
    }

    private static String text(OffsetDateTime time) {
        String offset = time.getOffset().equals(ZoneOffset.UTC)
                ? "+00"
                : time.getOffset().getId();
        return DATE_TIME.format(time) + offset;
    }
}
