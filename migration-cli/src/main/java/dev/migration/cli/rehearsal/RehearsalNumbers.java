// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.rehearsal;

import java.time.Duration;
import java.util.Locale;

/** Formats times and sizes. */
final class RehearsalNumbers {

    private static final double KILO = 1024;

    private RehearsalNumbers() {}

    /** Such as {@code 0.4 ms}, {@code 431 ms} or {@code 12.3 s}. */
    static String time(Duration time) {
        double millis = time.toNanos() / 1e6;
        if (millis < 10) {
            return format("%.1f ms", millis);
        }
        if (millis < 10_000) {
            return format("%.0f ms", millis);
        }
        return time.toMinutes() < 10 ? format("%.1f s", millis / 1_000) : time.toMinutes() + " min";
    }

    /** Such as {@code 700 bytes}, {@code 1.5 MB}. */
    static String size(long bytes) {
        if (bytes < 10_000) {
            return bytes + " bytes";
        }
        double kilobytes = bytes / KILO;
        if (kilobytes < KILO) {
            return format("%.0f kB", kilobytes);
        }
        return kilobytes < KILO * KILO
                ? format("%.1f MB", kilobytes / KILO)
                : format("%.1f GB", kilobytes / KILO / KILO);
    }

    private static String format(String pattern, double number) {
        return String.format(Locale.ROOT, pattern, number);
    }
}
