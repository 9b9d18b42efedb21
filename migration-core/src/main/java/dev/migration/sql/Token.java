// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

/**
 * The smallest unit of a script that PostgreSQL distinguishes.
 *
 * @param kind the kind
 * @param text the characters as written, quotes included
 * @param position the position of the first character
 */
public record Token(Kind kind, String text, Position position) {

    /** The kind of a token. White space is never a token. */
    public enum Kind {
        /** A key word, an unquoted name or a number. */
        WORD,
        /** A quoted name or literal of any style: single, double or dollar quotes. */
        QUOTED,
        /** An operator, a parenthesis, a comma, or a semicolon that does not end a statement. */
        SYMBOL,
        /** The semicolon that ends a statement. */
        TERMINATOR,
        /** A comment from {@code --} to the end of its line. */
        LINE_COMMENT,
        /** A comment between slash-star and star-slash, nested ones included. */
        BLOCK_COMMENT,
        /** A backslash command of psql, to the end of its line. */
        META_COMMAND,
        /** A quote, a dollar quote or a comment that the script does not close. */
        UNTERMINATED,
        /** The end of the script. */
        END
    }

    /** Whether the token is part of a statement; comments and the end are not. */
    public boolean isSignificant() {
        return kind == Kind.WORD || kind == Kind.QUOTED || kind == Kind.SYMBOL;
    }
}
