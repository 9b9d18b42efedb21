package dev.migration.sql;

/**
 * Characters of a script, read once from front to back.
 *
 * <p>A {@link java.lang.Readable} without its checked exception and without its buffers, so that this package stays free of
 * files. Whoever implements it over a file turns failures into unchecked exceptions.
 */
public interface SqlInput extends AutoCloseable {

    /**
     * Reads up to {@code length} characters into {@code target} from {@code offset} on.
     *
     * @return how many were read, at least one, or -1 at the end
     */
    int read(char[] target, int offset, int length);

    @Override
    default void close() {
        // A text in memory has nothing to close.
    }

    /** The characters of a text that is in memory anyway. */
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
