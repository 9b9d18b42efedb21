// SPDX-License-Identifier: Apache-2.0
package dev.migration.setting;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses durations in the forms of Spring Boot's properties and of revision scripts. Spring's {@code DurationFormatterUtils} is in
 * spring-context, and Boot's {@code DurationStyle} in spring-boot; neither is a dependency, and neither accepts {@code min}.
 */
public final class DurationText {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*(ms|s|min|m|h|d)?");

    private DurationText() {}

    /**
     * Parses {@code 500ms}, {@code 5s}, {@code 10m}, {@code 10min}, {@code 2h}, {@code 1d} or {@code PT5M}. A number without a unit
     * counts milliseconds.
     *
     * @return empty if the text has none of these forms
     */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return parseIso(text);
        }
        long count = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "ms" : matcher.group(2);
        return Optional.of(
                switch (unit) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "h" -> Duration.ofHours(count);
                    case "d" -> Duration.ofDays(count);
                    default -> Duration.ofMinutes(count);
                });
    }

    private static Optional<Duration> parseIso(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException notIso) {
            return Optional.empty();
        }
    }
}
