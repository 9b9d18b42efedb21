// SPDX-License-Identifier: Apache-2.0
package dev.migration.version.table;

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
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The stored text of a script: UTF-8, compressed with gzip, so that {@code gunzip} can read it. It is compressed while it is
 * written, and a large text is kept in a temporary file, so that a script may be larger than the heap. Its creator closes it.
 *
 * <p>A text that needs more than 16 MB is omitted, and no byte is stored in its place: whoever reads it has the whole text in memory,
 * and a value of the server has at most 1 GB.
 */
public final class StoredSql implements AutoCloseable {

    private static final int LARGEST_IN_MEMORY = 64 * 1024;
    private static final long LARGEST = 16_000_000;

    private final SpillingBytes bytes = new SpillingBytes(LARGEST_IN_MEMORY);

    /** Writes the text. */
    @FunctionalInterface
    public interface Text {
        void writeTo(Writer writer) throws IOException;
    }

    public static StoredSql of(Text text) {
        StoredSql stored = new StoredSql();
        boolean complete = false;
        try (Writer writer = new OutputStreamWriter(new FastGzip(stored.bytes), StandardCharsets.UTF_8)) {
            text.writeTo(writer);
            complete = true;
        } catch (IOException failure) {
            throw new UncheckedIOException("A script could not be compressed", failure);
        } finally {
            if (!complete) {
                stored.close();
            }
        }
        return stored;
    }

    /** The text; empty if it was omitted. */
    static Optional<String> decompress(byte[] bytes) {
        return bytes.length == 0 ? Optional.empty() : Optional.of(text(bytes));
    }

    private static String text(byte[] bytes) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new UncheckedIOException("The stored SQL of a revision is damaged", damaged);
        }
    }

    /** Whether it is small enough to be a literal of a statement. */
    boolean isSmall() {
        return bytes.file == null;
    }

    byte[] inMemory() {
        return bytes.memory.toByteArray();
    }

    long length() {
        return bytes.length;
    }

    /** Writes it as an SQL literal. */
    void writeLiteralTo(Appendable text) throws IOException {
        byte[] buffer = new byte[8192];
        text.append("E'\\\\x");
        try (InputStream input = open()) {
            for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                text.append(HexFormat.of().formatHex(buffer, 0, count));
            }
        }
        text.append("'::pg_catalog.bytea");
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

    /** A script of many megabytes is compressed in less than half of the time, and is a tenth larger. */
    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(OutputStream target) throws IOException {
            super(target, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** Keeps bytes in memory, and moves them to a temporary file above a limit. */
    private static final class SpillingBytes extends OutputStream {

        private final int limit;
        private final java.io.ByteArrayOutputStream memory = new java.io.ByteArrayOutputStream();
        private OutputStream target = memory;
        private @org.jspecify.annotations.Nullable Path file;
        private long length;
        private boolean omitted;

        SpillingBytes(int limit) {
            this.limit = limit;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int count) throws IOException {
            if (omitted || length + count > LARGEST) {
                omit();
                return;
            }
            if (file == null && length + count > limit) {
                file = Files.createTempFile("migration", ".sql.gz");
                target = Files.newOutputStream(file);
                memory.writeTo(target);
                memory.reset();
            }
            target.write(source, offset, count);
            length += count;
        }

        private void omit() throws IOException {
            if (!omitted) {
                omitted = true;
                target.close();
                memory.reset();
                length = 0;
                if (file != null) {
                    Files.delete(file);
                    file = null;
                }
            }
        }

        @Override
        public void close() throws IOException {
            target.close();
        }
    }
}
