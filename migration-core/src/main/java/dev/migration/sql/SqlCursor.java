package dev.migration.sql;

import java.util.Arrays;

/**
 * A window that slides over a script: looks ahead, moves on, and gives back the text since a place that was retained. Only
 * that text and what was read ahead are in memory, so a script may be larger than the heap.
 */
final class SqlCursor {

    /** What {@link #peek(int)} answers past the end. */
    static final int END = -1;

    private final SqlInput input;
    private char[] window = new char[8192];
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

    /** Forgets the text before {@code offset}, and keeps what follows it. */
    void retainFrom(long offset) {
        retained = offset;
    }

    /** The text between two offsets; the first must be retained, the second not lie ahead. */
    String text(long from, long to) {
        return new String(window, (int) (from - windowOffset), (int) (to - from));
    }

    private void fill() {
        int forgotten = (int) (Math.min(retained, offset()) - windowOffset);
        if (forgotten > 0) {
            System.arraycopy(window, forgotten, window, 0, limit - forgotten);
            here -= forgotten;
            limit -= forgotten;
            windowOffset += forgotten;
        }
        if (limit == window.length) {
            window = Arrays.copyOf(window, window.length * 2);
        }
        int count = input.read(window, limit, window.length - limit);
        if (count < 0) {
            exhausted = true;
        } else {
            limit += count;
        }
    }
}
