// SPDX-License-Identifier: Apache-2.0
package dev.migration.survival;

/**
 * A statement that the application runs.
 *
 * @param origin where it is recorded: a file with its line, or {@code pg_stat_statements} with its query id
 * @param text as recorded; constants may be replaced by parameters such as {@code $1}
 * @param calls how often it ran; 0 if that is not known
 */
public record RecordedStatement(String origin, String text, long calls) {

    private static final int SHOWN = 100;

    /** Its begin, on one line. */
    public String summary() {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 1) + "…";
    }
}
