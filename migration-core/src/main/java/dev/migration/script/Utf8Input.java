package dev.migration.script;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import dev.migration.sql.SqlInput;

/**
 * Reads UTF-8 strictly: bytes that are not UTF-8 are an error, never a replacement character that would land in the
 * database. A byte order mark at the start is passed over.
 */
final class Utf8Input implements SqlInput {

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final Reader reader;

    Utf8Input(InputStream bytes) throws IOException {
        reader = new BufferedReader(new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
    }

    @Override
    public int read(char[] target, int offset, int length) {
        try {
            return reader.read(target, offset, length);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
