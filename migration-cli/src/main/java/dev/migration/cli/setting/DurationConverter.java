package dev.migration.cli.setting;

import java.time.Duration;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people type them. A bare number is refused: to some it means seconds, in the settings milliseconds. */
public final class DurationConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        if (text.matches("\\d+")) {
            throw new TypeConversionException("'" + text + "' has no unit: write " + text + "s or " + text + "min");
        }
        return Durations.parse(text)
                .filter(duration -> !duration.isNegative() && !duration.isZero())
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is no duration like 30s, 10min or 2h"));
    }
}
