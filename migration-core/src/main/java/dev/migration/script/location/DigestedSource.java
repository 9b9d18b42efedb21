// SPDX-License-Identifier: Apache-2.0
package dev.migration.script.location;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import dev.migration.sql.SqlInput;

/** A script that hashes its bytes while it is read for the first time: the hash of what was parsed, without another read. */
public final class DigestedSource implements ScriptSource {

    private final ScriptSource source;
    private final AtomicBoolean opened = new AtomicBoolean();
    private volatile byte @Nullable [] parsed;

    public DigestedSource(ScriptSource source) {
        this.source = source;
    }

    /** The same script, not read yet. */
    public DigestedSource again() {
        return new DigestedSource(source);
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public String identity() {
        return source.identity();
    }

    @Override
    public Object key() {
        return source.key();
    }

    @Override
    public Optional<InputStream> bytes() throws IOException {
        return source.bytes();
    }

    @Override
    public SqlInput open() {
        if (opened.getAndSet(true)) {
            return source.open();
        }
        try {
            return source.bytes()
                    .<SqlInput>map(bytes -> new Utf8Input(new ParsedBytes(bytes)))
                    .orElseGet(source::open);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure.toString(), failure);
        }
    }

    /** The hash of what was read first; empty if nothing was, or not to its end, or if the script is not a file. */
    public Optional<byte[]> parsed() {
        return Optional.ofNullable(parsed);
    }

    /**
     * Reads the script and returns its hash; empty if it is not a file that can be read.
     *
     * @throws IOException if it cannot be read
     */
    public Optional<byte[]> current() throws IOException {
        Optional<InputStream> bytes = source.bytes();
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try (DigestInputStream input = new DigestInputStream(bytes.get(), sha256())) {
            input.transferTo(OutputStream.nullOutputStream());
            return Optional.of(input.getMessageDigest().digest());
        }
    }

    /** A new SHA-256. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Sets the hash at the end of the bytes. */
    private final class ParsedBytes extends DigestInputStream {

        private ParsedBytes(InputStream bytes) {
            super(bytes, sha256());
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            if (count < 0 && parsed == null) {
                parsed = getMessageDigest().digest();
            }
            return count;
        }
    }
}
