// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

/**
 * The characters of a script, read once from start to end.
 *
 * <p>It differs from {@link java.lang.Readable} in that it has no checked exception and no buffers, so that this
 * package needs no file access. An implementation over a file throws {@link java.io.UncheckedIOException}.
 */
public interface SqlInput extends AutoCloseable {

    /**
     * Reads up to {@code length} characters into {@code target}, starting at index {@code offset}.
     *
     * @return the number of characters read, at least one, or -1 at the end
     */
    int read(char[] target, int offset, int length);

    @Override
    default void close() {
        // A text in memory has nothing to close.
    }

    /** The characters of a text in memory. */
    static SqlInput of(String text) {
        return new SqlInput() {

            private int position;

            @Override
            public int read(char[] target, int offset, int length) {
                int count = Math.min(length, text.length() - position);
                if (count <= 0) {
                    return -1;
                }
                text.getChars(position, position + count, target, offset);
                position += count;
                return count;
            }
        };
    }
}
