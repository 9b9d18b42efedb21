// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Splits a script into tokens by PostgreSQL's rules (manual, 4.1 "Lexical Structure"), lazily.
 *
 * <ul>
 *   <li>Comments nest.
 *   <li>A semicolon ends a statement where psql would end it.
 *   <li>The lines after a {@code COPY … FROM STDIN} up to {@code \.} are data: {@link #copyLine()} reads them, and
 *       {@link #next()} skips the lines that were not read.
 * </ul>
 */
public final class SqlLexer {

    private final SqlCursor cursor;
    private final QuoteScanner quotes;
    private final TokenScanner scanner;
    private StatementTracker statement = new StatementTracker();
    private boolean copyData;
    private boolean copyMark;
    private String textAfterCopy = "";
    private boolean retaining;

    /**
     * A lexer for a part of a script.
     *
     * @param start the position in the script at which {@code input} begins
     * @param standardConformingStrings whether a backslash in a plain literal is an ordinary character
     */
    public SqlLexer(SqlInput input, Position start, BooleanSupplier standardConformingStrings) {
        this.cursor = new SqlCursor(input, start);
        this.quotes = new QuoteScanner(cursor, standardConformingStrings);
        this.scanner = new TokenScanner(cursor, quotes);
    }

    /** A lexer for a whole script on a server with PostgreSQL's default settings. */
    public SqlLexer(SqlInput input) {
        this(input, Position.START, () -> true);
    }

    /** The next token; at the end of the script {@link Token.Kind#END}, on every further call. */
    public Token next() {
        while (copyData) {
            copyLine();
        }
        skipWhiteSpace();
        Position start = cursor.position();
        if (!retaining) {
            cursor.retainFrom(start.offset());
        }
        Token.Kind kind = scanner.scan(statement.isAtTopLevel());
        Token token = new Token(kind, cursor.text(start.offset(), cursor.offset()), start);
        track(token);
        return token;
    }

    /**
     * The next data line of a {@code COPY … FROM STDIN} with its line end, as psql sends it: a carriage return may be a part of a
     * quoted field. Empty after the last line.
     */
    public Optional<String> copyLine() {
        if (!copyData) {
            return Optional.empty();
        }
        String line = restOfLine();
        boolean last = cursor.peek() == SqlCursor.END;
        cursor.advance();
        copyMark = line.equals("\\.") || line.equals("\\.\r");
        copyData = !last && !copyMark;
        return copyMark || (last && line.isEmpty()) ? Optional.empty() : Optional.of(last ? line : line + "\n");
    }

    /** Whether the last data ended with a line {@code \.}, and not with the script. */
    public boolean endedWithMark() {
        return copyMark;
    }

    /** Whether the last token ended a {@code COPY … FROM STDIN}, so that data lines follow. */
    public boolean atCopyData() {
        return copyData;
    }

    /**
     * The text after the semicolon of the last {@code COPY … FROM STDIN} on the same line; the data begin on the next
     * line.
     */
    public String textAfterCopy() {
        return textAfterCopy;
    }

    /** The current position: after the last token, or where reading failed. */
    public Position position() {
        return cursor.position();
    }

    /** Starts a new statement: a section directive ended the previous one without a semicolon. */
    public void startStatement() {
        statement = new StatementTracker();
    }

    /** Keeps the text from {@code start} until {@link #release()} is called. */
    void retainFrom(Position start) {
        cursor.retainFrom(start.offset());
        retaining = true;
    }

    void release() {
        retaining = false;
    }

    /** The retained text from {@code start} up to {@code end}. */
    String text(Position start, long end) {
        return cursor.text(start.offset(), end);
    }

    private void track(Token token) {
        if (token.kind() == Token.Kind.TERMINATOR) {
            copyData = statement.expectsCopyData();
            statement = new StatementTracker();
            if (copyData) {
                textAfterCopy = restOfLine().strip();
                cursor.advance();
            }
        } else {
            statement.accept(token);
        }
        quotes.follow(token);
    }

    private void skipWhiteSpace() {
        while (SqlCharacters.isWhiteSpace(cursor.peek())) {
            cursor.advance();
        }
    }

    private String restOfLine() {
        long start = cursor.offset();
        if (!retaining) {
            cursor.retainFrom(start);
        }
        cursor.advanceToLineEnd();
        return cursor.text(start, cursor.offset());
    }
}
