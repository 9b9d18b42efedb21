// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The checksum of a script: SHA-256 over its tokens. Comments, white space between tokens, line ends and a byte order
 * mark do not change the checksum; every difference that the server can see does.
 */
public final class TokenHash {

    private static final String VERSION = "v1:";
    private static final byte SEPARATOR = 0;

    private @Nullable MessageDigest digest;

    private MessageDigest digest() {
        MessageDigest known = digest == null ? sha256() : digest;
        digest = known;
        return known;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            // Every Java platform must have SHA-256 (MessageDigest's documentation).
            throw new IllegalStateException(impossible);
        }
    }

    /** Adds a token; comments are ignored. */
    public void add(Token token) {
        if (token.isSignificant() || token.kind() == Token.Kind.TERMINATOR) {
            addText(token.text());
        }
    }

    /** Adds a data line of a {@code COPY … FROM STDIN}; its line end does not count. */
    public void addLine(String line) {
        addText(withoutLineEnd(line));
    }

    /** A data line without its line end. */
    public static String withoutLineEnd(String line) {
        String text = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private void addText(String text) {
        // A checkout on Windows turns the line ends inside a function body into CR LF: not an edit.
        String lines = text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n");
        MessageDigest sha256 = digest();
        sha256.update(lines.getBytes(StandardCharsets.UTF_8));
        sha256.update(SEPARATOR);
    }

    /** The version of the algorithm, a colon and the hash in hexadecimal. May be called only once. */
    public String value() {
        return VERSION + HexFormat.of().formatHex(digest().digest());
    }

    /** The checksum of a text. */
    public static String of(String sql) {
        TokenHash hash = new TokenHash();
        SqlLexer lexer = new SqlLexer(SqlInput.of(sql));
        for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
            hash.add(token);
            for (Optional<String> line = lexer.copyLine(); line.isPresent(); line = lexer.copyLine()) {
                hash.addLine(line.get());
            }
        }
        return hash.value();
    }
}
