// SPDX-License-Identifier: Apache-2.0
package dev.migration.setting;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses sizes in the form of Spring's {@code DataSize}, which is in a module that core does not need otherwise. */
public final class SizeText {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(B|KB|MB|GB|TB)?");

    private SizeText() {}

    /** The number of bytes of {@code 512MB}; empty if the text has another form. */
    public static Optional<Long> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(form.group(1));
        String unit = form.group(2) == null ? "B" : form.group(2);
        return Optional.of(
                switch (unit) {
                    case "KB" -> number << 10;
                    case "MB" -> number << 20;
                    case "GB" -> number << 30;
                    case "TB" -> number << 40;
                    default -> number;
                });
    }
}
