// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.Arrays;

/**
 * A cursor over a script with a sliding window: it looks ahead, advances, and returns the text since a retained offset.
 * Only that text and the characters read ahead are in memory, so that a script may be larger than the heap.
 */
final class SqlCursor {

    /** The result of {@link #peek(int)} past the end of the script. */
    static final int END = -1;

    /** Most scripts are small, and there may be many. */
    private static final int SMALL_WINDOW = 1024;

    private static final int WINDOW = 8192;

    private final SqlInput input;
    private char[] window = new char[SMALL_WINDOW];
    private int here;
    private int limit;
    private boolean exhausted;
    private long windowOffset;
    private long retained;
    private int line;
    private int column;

    SqlCursor(SqlInput input, Position start) {
        this.input = input;
        this.windowOffset = start.offset();
        this.retained = start.offset();
        this.line = start.line();
        this.column = start.column();
    }

    Position position() {
        return new Position(offset(), line, column);
    }

    long offset() {
        return windowOffset + here;
    }

    int peek() {
        return peek(0);
    }

    int peek(int ahead) {
        while (here + ahead >= limit && !exhausted) {
            fill();
        }
        return here + ahead < limit ? window[here + ahead] : END;
    }

    boolean lookingAt(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (peek(index) != text.charAt(index)) {
                return false;
            }
        }
        return true;
    }

    void advance() {
        if (peek() == END) {
            return;
        }
        if (window[here] == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
        here++;
    }

    void advance(int count) {
        for (int done = 0; done < count; done++) {
            advance();
        }
    }

    /** Advances to the end of the line, before the line feed. */
    void advanceToLineEnd() {
        while (peek() != END) {
            int end = here;
            while (end < limit && window[end] != '\n') {
                end++;
            }
            column += end - here;
            here = end;
            if (here < limit) {
                return;
            }
        }
    }

    /** Releases the text before {@code offset} and keeps the text from there on. */
    void retainFrom(long offset) {
        retained = offset;
    }

    /** The text between two offsets; {@code from} must be retained, and {@code to} must not be after the cursor. */
    String text(long from, long to) {
        return new String(window, (int) (from - windowOffset), (int) (to - from));
    }

    private void fill() {
        // A script that does not fill the small window does not get the large one.
        boolean large = limit == window.length;
        int released = (int) (Math.min(retained, offset()) - windowOffset);
        if (released > 0) {
            System.arraycopy(window, released, window, 0, limit - released);
            here -= released;
            limit -= released;
            windowOffset += released;
        }
        if (limit == window.length || (large && window.length < WINDOW)) {
            window = Arrays.copyOf(window, Math.max(WINDOW, window.length * 2));
        }
        int count = input.read(window, limit, window.length - limit);
        if (count < 0) {
            exhausted = true;
        } else {
            limit += count;
        }
    }
}
