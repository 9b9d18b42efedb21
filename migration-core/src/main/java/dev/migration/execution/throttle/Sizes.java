// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.throttle;

import java.util.Locale;

/** Sizes and times as a part of a sentence. */
final class Sizes {

    private static final long LARGE = 10;

    private Sizes() {}

    /** {@code 512 MB} or {@code 12 GB}. */
    static String text(long bytes) {
        if (bytes >= LARGE << 30) {
            return (bytes >> 30) + " GB";
        }
        if (bytes >= LARGE << 20) {
            return (bytes >> 20) + " MB";
        }
        return bytes >= LARGE << 10 ? (bytes >> 10) + " kB" : bytes + " bytes";
    }

    /** {@code 14 s}, {@code 0.4 s}. */
    static String seconds(double seconds) {
        return seconds >= LARGE
                ? Math.round(seconds) + " s"
                : String.format(Locale.ROOT, "%.1f", seconds).replace(".0", "") + " s";
    }
}
