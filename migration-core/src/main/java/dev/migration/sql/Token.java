package dev.migration.sql;

/**
 * The smallest piece of a script that PostgreSQL tells apart.
 *
 * @param kind what it is
 * @param text the characters as written, quotes included
 * @param position where it begins
 */
public record Token(Kind kind, String text, Position position) {

    /** What a token is. White space is never a token. */
    public enum Kind {
        /** A key word, an unquoted name or a number. */
        WORD,
        /** A quoted name or literal of any style: single, double or dollar quotes. */
        QUOTED,
        /** Operators, brackets, commas and a semicolon that ends no statement. */
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

    /** Whether the server sees it: comments and the end are not part of a statement. */
    public boolean isSignificant() {
        return kind == Kind.WORD || kind == Kind.QUOTED || kind == Kind.SYMBOL;
    }
}
