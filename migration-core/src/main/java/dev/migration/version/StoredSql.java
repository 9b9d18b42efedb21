package dev.migration.version;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * SQL as the state keeps it: gzip of UTF-8, which {@code gunzip} reads when nothing else does. It is compressed while it is
 * written, and a large one lies in a temporary file, so that a script may be larger than the heap. Whoever makes it closes it.
 */
public final class StoredSql implements AutoCloseable {

    private static final int LARGEST_IN_MEMORY = 64 * 1024;

    private final SpillingBytes bytes = new SpillingBytes(LARGEST_IN_MEMORY);

    /** What writes the text. */
    @FunctionalInterface
    public interface Text {
        void writeTo(Writer writer) throws IOException;
    }

    public static StoredSql of(Text text) {
        StoredSql stored = new StoredSql();
        try (Writer writer = new OutputStreamWriter(new GZIPOutputStream(stored.bytes, 8192), StandardCharsets.UTF_8)) {
            text.writeTo(writer);
        } catch (IOException failure) {
            stored.close();
            throw new UncheckedIOException("A script could not be compressed", failure);
        }
        return stored;
    }

    static String decompress(byte[] bytes) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new UncheckedIOException("The stored SQL of a revision is damaged", damaged);
        }
    }

    /** Whether it fits into the text of a statement. */
    boolean isSmall() {
        return bytes.file == null;
    }

    byte[] inMemory() {
        return bytes.memory.toByteArray();
    }

    long length() {
        return bytes.length;
    }

    /** Writes it as SQL does. */
    void writeLiteralTo(Appendable text) throws IOException {
        byte[] some = new byte[8192];
        text.append("E'\\\\x");
        try (InputStream input = open()) {
            for (int count = input.read(some); count >= 0; count = input.read(some)) {
                text.append(HexFormat.of().formatHex(some, 0, count));
            }
        }
        text.append("'::bytea");
    }

    InputStream open() {
        try {
            return bytes.file == null ? new ByteArrayInputStream(inMemory()) : Files.newInputStream(bytes.file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            if (bytes.file != null) {
                Files.deleteIfExists(bytes.file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Bytes in memory that move into a file when they become too many. */
    private static final class SpillingBytes extends OutputStream {

        private final int limit;
        private final java.io.ByteArrayOutputStream memory = new java.io.ByteArrayOutputStream();
        private OutputStream target = memory;
        private @org.jspecify.annotations.Nullable Path file;
        private long length;

        SpillingBytes(int limit) {
            this.limit = limit;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int count) throws IOException {
            if (file == null && length + count > limit) {
                file = Files.createTempFile("migration", ".sql.gz");
                target = Files.newOutputStream(file);
                memory.writeTo(target);
                memory.reset();
            }
            target.write(source, offset, count);
            length += count;
        }

        @Override
        public void close() throws IOException {
            target.close();
        }
    }
}
