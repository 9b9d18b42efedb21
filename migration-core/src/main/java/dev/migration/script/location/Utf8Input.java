// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import dev.migration.sql.SqlInput;

/**
 * Reads strict UTF-8: invalid bytes and the byte 0 cause an error and never a replacement character, which would end up
 * in the database. The characters before them are returned first, so that the reader knows the position. A byte order
 * mark at the start is skipped.
 */
final class Utf8Input implements SqlInput {

    private static final char BYTE_ORDER_MARK = 0xFEFF;

    /** Most scripts are small, and there may be many. */
    private static final int SMALL = 1024;

    private static final int LARGE = 8192;
    private static final CharBuffer NONE = CharBuffer.allocate(0);

    private final InputStream input;
    private @Nullable CharsetDecoder decoder;
    private ByteBuffer bytes = ByteBuffer.allocate(SMALL).limit(0);
    private CharBuffer characters = NONE;
    private boolean started;
    private boolean exhausted;
    private boolean atNul;
    private boolean large;

    public Utf8Input(InputStream input) {
        this.input = input;
    }

    @Override
    public int read(char[] target, int offset, int length) {
        try {
            if (!characters.hasRemaining()) {
                int ascii = readAscii(target, offset, length);
                if (ascii > 0) {
                    return ascii;
                }
                decode();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        int count = Math.min(length, characters.remaining());
        characters.get(target, offset, count);
        return count == 0 ? -1 : count;
    }

    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Most scripts are ASCII, which needs no decoder. Stops at any other character. */
    private int readAscii(char[] target, int offset, int length) throws IOException {
        if (atNul) {
            return 0;
        }
        if (!bytes.hasRemaining() && !exhausted) {
            fill();
        }
        byte[] source = bytes.array();
        int start = bytes.position();
        int most = Math.min(length, bytes.remaining());
        int count = 0;
        while (count < most && source[start + count] > 0) {
            target[offset + count] = (char) source[start + count];
            count++;
        }
        bytes.position(start + count);
        started |= count > 0;
        return count;
    }

    private void decode() throws IOException {
        if (exhausted && !bytes.hasRemaining() && !atNul) {
            return;
        }
        CharsetDecoder utf8 = decoder();
        characters.clear();
        CoderResult result = utf8.decode(bytes, characters, exhausted);
        while (characters.position() == 0 && result.isUnderflow() && !exhausted) {
            fill();
            characters.clear();
            result = utf8.decode(bytes, characters, exhausted);
        }
        if (characters.position() == 0 && result.isError()) {
            result.throwException();
        }
        characters.flip();
        skipByteOrderMark();
        stopAtNul();
    }

    /** Stops at a zero byte: PostgreSQL has no character with the code 0, and the protocol ends a message at it. */
    private void stopAtNul() throws MalformedInputException {
        if (atNul) {
            throw new MalformedInputException(1);
        }
        char[] decoded = characters.array();
        int end = characters.limit();
        for (int index = characters.position(); index < end; index++) {
            if (decoded[index] == 0) {
                atNul = true;
                characters.limit(index);
                break;
            }
        }
        if (atNul && !characters.hasRemaining()) {
            throw new MalformedInputException(1);
        }
    }

    /** Reads more bytes; when all characters are returned. */
    private void fill() throws IOException {
        bytes.compact();
        if (large && bytes.capacity() == SMALL) {
            bytes = ByteBuffer.allocate(LARGE).put(bytes.flip());
            characters = characters == NONE ? NONE : CharBuffer.allocate(LARGE).limit(0);
        }
        int count = input.read(bytes.array(), bytes.position(), bytes.remaining());
        exhausted = count < 0;
        large = count == bytes.remaining();
        bytes.position(bytes.position() + Math.max(0, count)).flip();
    }

    private CharsetDecoder decoder() {
        CharsetDecoder known = decoder == null ? StandardCharsets.UTF_8.newDecoder() : decoder;
        decoder = known;
        if (characters == NONE) {
            characters = CharBuffer.allocate(bytes.capacity());
        }
        return known;
    }

    private void skipByteOrderMark() throws IOException {
        if (!started) {
            started = true;
            if (characters.hasRemaining() && characters.charAt(0) == BYTE_ORDER_MARK) {
                characters.get();
                if (!characters.hasRemaining()) {
                    decode();
                }
            }
        }
    }
}
