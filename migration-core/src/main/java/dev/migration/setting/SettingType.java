// SPDX-License-Identifier: Apache-2.0
package dev.migration.setting;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.migration.plan.SchemaVerification;
import dev.migration.plan.UpgradePolicy;

/** The type of a setting. {@link #parse} accepts the texts that Spring Boot's binder accepts for the same property. */
public enum SettingType {
    /** A {@link String}. */
    TEXT("a text"),
    /** A {@link List} of strings, separated by commas. */
    LIST("a comma-separated list"),
    /** A {@link Boolean}. */
    FLAG("true or false"),
    /** A {@link java.time.Duration}. */
    DURATION("a duration such as 500ms, 5s or 10m"),
    /** A {@link Long}: bytes. */
    SIZE("a size such as 512MB or 10GB"),
    /** An {@link Integer}. */
    PERCENTAGE("a whole number from 0 to 100"),
    /** A {@link TimeWindow}. */
    TIME_WINDOW("a time window such as 22:00-05:00 Europe/Berlin"),
    /** An {@link UpgradePolicy}. */
    POLICY("refuse or warn"),
    /** A {@link SchemaVerification}. */
    VERIFICATION("off, warn or refuse"),
    /** A {@link String} for each name: {@code KEY.NAME=VALUE}. */
    MAP("a text");

    private final String form;

    SettingType(String form) {
        this.form = form;
    }

    /** The form of a valid text, for messages. */
    public String form() {
        return form;
    }

    /**
     * Parses the text of a setting; a {@link #MAP} parses the value of one name.
     *
     * @return a value of the class that the constant documents; empty if the text is invalid
     */
    public Optional<Object> parse(String text) {
        return switch (this) {
            case TEXT, MAP -> Optional.of(text);
            case LIST -> Optional.of(split(text));
            case FLAG ->
                List.of("true", "false").contains(text) ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
            case DURATION -> DurationText.parse(text).map(Object.class::cast);
            case SIZE -> SizeText.parse(text).map(Object.class::cast);
            case PERCENTAGE -> percentage(text).map(Object.class::cast);
            case TIME_WINDOW -> TimeWindow.parse(text).map(Object.class::cast);
            case POLICY -> constant(UpgradePolicy.values(), text);
            case VERIFICATION -> constant(SchemaVerification.values(), text);
        };
    }

    /** Splits a {@link #LIST}; white space around an element and empty elements are left out. */
    public static List<String> split(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    private static Optional<Integer> percentage(String text) {
        return text.matches("\\d{1,3}")
                ? Optional.of(Integer.valueOf(text)).filter(number -> number <= 100)
                : Optional.empty();
    }

    private static Optional<Object> constant(Enum<?>[] constants, String text) {
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equals(text.toUpperCase(Locale.ROOT)))
                .map(Object.class::cast)
                .findFirst();
    }
}
