// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

/**
 * A position in a script.
 *
 * @param offset the number of characters (UTF-16 units) before it, from 0
 * @param line the line, from 1
 * @param column the column in characters, from 1
 */
public record Position(long offset, int line, int column) {

    /** The position of the first character of a script. */
    public static final Position START = new Position(0, 1, 1);

    /**
     * The position of the character {@code codePoints} characters after the start of {@code text}, where {@code text}
     * begins at this position. PostgreSQL reports the position of an error this way: in characters of the statement,
     * not in bytes (protocol message field {@code P}).
     */
    public Position within(String text, int codePoints) {
        int end = text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
        int newlines = 0;
        int lineStart = -1;
        for (int index = 0; index < end; index++) {
            if (text.charAt(index) == '\n') {
                newlines++;
                lineStart = index;
            }
        }
        return new Position(offset + end, line + newlines, lineStart < 0 ? column + end : end - lineStart);
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
