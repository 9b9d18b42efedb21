// SPDX-License-Identifier: Apache-2.0
package dev.migration.setting;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hours of a day in which batches run, by the wall clock of a time zone: {@code 22:00-05:00 Europe/Berlin}. The window contains
 * its first minute and not the minute at its end; it contains midnight if it ends before it begins. When the clocks change, the wall
 * clock still decides: an hour that the clocks skip does not exist, and an hour that they repeat is in the window twice or never.
 *
 * @param from the first minute
 * @param to the minute after the last one; differs from the first
 */
public record TimeWindow(LocalTime from, LocalTime to, ZoneId zone) {

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,2}:\\d{2})\\s*[-\u2013]\\s*(\\d{1,2}:\\d{2})\\s+(\\S+)");

    /** The clocks of a zone change by whole minutes today. */
    private static final Duration STEP = Duration.ofMinutes(1);

    /** A window of a minute may be skipped on one day; no zone skips two days after each other. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(3);

    public TimeWindow {
        if (from.equals(to)) {
            throw new IllegalArgumentException("A time window that ends where it begins has no meaning: " + from);
        }
    }

    /** Parses {@code 22:00-05:00 Europe/Berlin}; empty if the text has another form, or the zone is not known. */
    public static Optional<TimeWindow> parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            LocalTime from = time(form.group(1));
            LocalTime to = time(form.group(2));
            return from.equals(to) ? Optional.empty() : Optional.of(new TimeWindow(from, to, ZoneId.of(form.group(3))));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    /** {@code 24:00} is the end of a day. */
    private static LocalTime time(String text) throws DateTimeParseException {
        return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text.length() < 5 ? "0" + text : text);
    }

    /** Whether the window contains a point in time. */
    public boolean contains(Instant now) {
        LocalTime time = now.atZone(zone).toLocalTime();
        boolean begun = !time.isBefore(from);
        boolean ended = !time.isBefore(to);
        return from.isBefore(to) ? begun && !ended : begun || !ended;
    }

    /** The begin of the next minute in the window; this minute if the window contains it. */
    public Instant next(Instant now) {
        if (contains(now)) {
            return now;
        }
        Instant minute = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), 60) * 60);
        Instant last = minute.plus(LONGEST_WAIT);
        Instant next = minute.plus(STEP);
        while (!contains(next) && next.isBefore(last)) {
            next = next.plus(STEP);
        }
        return next;
    }

    @Override
    public String toString() {
        return from + "-" + to + " " + zone;
    }
}
