// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.parse;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the value of a timeout. */
final class DurationDirective {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|min|h)");

    /** PostgreSQL stores timeouts as milliseconds in 32 bits (manual, 20.11.1 "Statement Behavior"). */
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private final FaultCollector faults;

    DurationDirective(FaultCollector faults) {
        this.faults = faults;
    }

    /** The duration; empty if the value is not valid, which is added as a fault of its line. */
    Optional<Duration> read(Directive directive) {
        Matcher matcher = DURATION.matcher(directive.value());
        if (!matcher.matches()) {
            faults.add(
                    directive.line(),
                    "'" + directive.value() + "' is not a duration.",
                    "Write a number and ms, s, min or h, like 500ms or 5min.");
            return Optional.empty();
        }
        Duration duration = duration(Long.parseLong(matcher.group(1)), matcher.group(2));
        if (duration.compareTo(LONGEST) > 0) {
            faults.add(
                    directive.line(),
                    "'" + directive.value() + "' is longer than 24 days, the longest timeout of PostgreSQL.",
                    "Write a shorter time; 0s means no limit for '@lock-timeout' and '@statement-timeout'.");
            return Optional.empty();
        }
        return Optional.of(duration);
    }

    private static Duration duration(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "min" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }
}
