// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.setting;

import java.time.Duration;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import dev.migration.setting.DurationText;

/**
 * Converts durations such as {@code 30s} and {@code 10min}. A number without a unit is refused, because it is ambiguous: in the
 * settings it counts milliseconds. Picocli's own converter accepts the ISO-8601 form only.
 */
public final class DurationConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        if (text.matches("\\d+")) {
            throw new TypeConversionException("'" + text + "' has no unit; write " + text + "s or " + text + "min");
        }
        return DurationText.parse(text)
                .filter(duration -> !duration.isNegative() && !duration.isZero())
                .orElseThrow(
                        () -> new TypeConversionException("'" + text + "' is not a duration such as 30s, 10min or 2h"));
    }
}
