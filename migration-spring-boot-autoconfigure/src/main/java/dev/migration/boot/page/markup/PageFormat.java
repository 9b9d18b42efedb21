// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page.markup;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats numbers, times and names for the page. */
public final class PageFormat {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private PageFormat() {}

    public static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** Replaces hyphens and spaces by non-breaking ones, so that the text stays on one line. */
    public static String unbroken(String text) {
        return text.replace('-', '\u2011').replace(' ', '\u00a0');
    }

    /** An exact duration. */
    public static String duration(Duration duration) {
        if (duration.toMillis() < 1000) {
            return duration.toMillis() + "\u00a0ms";
        }
        if (duration.toSeconds() < 60) {
            return String.format(Locale.ROOT, "%.1f\u00a0s", duration.toMillis() / 1000.0);
        }
        if (duration.toMinutes() < 60) {
            return duration.toMinutes() + "\u00a0min " + duration.toSecondsPart() + "\u00a0s";
        }
        return duration.toHours() + "\u00a0h " + duration.toMinutesPart() + "\u00a0min";
    }

    /** An estimated duration. */
    public static String about(Duration duration) {
        long minutes = Math.round(duration.toSeconds() / 60.0);
        if (minutes < 1) {
            return "less than a minute";
        }
        if (minutes < 90) {
            return minutes == 1 ? "about a minute" : "about " + minutes + " minutes";
        }
        return "about " + Math.round(minutes / 60.0) + " hours";
    }

    public static String count(int number, String singular, String plural) {
        return number == 1 ? "One " + singular : number + " " + plural;
    }

    /** Shortens a text to at most {@code longest} characters; the last character is then an ellipsis. */
    public static String shortened(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }
}
