package dev.migration.sql;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Cuts a script into tokens with PostgreSQL's own rules, lazily.
 *
 * <ul>
 *   <li>Quotes: {@code '…'}, {@code E'…'} with backslashes, {@code "…"}, {@code $tag$…$tag$} (a dollar inside a name is
 *       part of the name); PostgreSQL manual, 4.1 "Lexical Structure".
 *   <li>Comments nest.
 *   <li>A plain {@code '…'} honours backslashes when the server says {@code standard_conforming_strings = off}; that is
 *       asked anew for each literal, because a script may change it. A literal that continues an {@code E'…'} on a later line
 *       honours them too.
 *   <li>A semicolon ends a statement only where psql would end it.
 *   <li>After a {@code COPY … FROM STDIN} the lines up to {@code \.} are data: {@link #copyLine()} reads them, and
 *       {@link #next()} passes over those that nobody read.
 * </ul>
 */
public final class SqlLexer {

    private final SqlCursor cursor;
    private final BooleanSupplier standardConformingStrings;
    private StatementTracker statement = new StatementTracker();
    private boolean copyData;
    private String textAfterCopy = "";
    private boolean literalEscapes;
    private boolean retaining;

    /**
     * @param start where in the script {@code input} begins
     * @param standardConformingStrings whether a backslash in a plain literal is an ordinary character
     */
    public SqlLexer(SqlInput input, Position start, BooleanSupplier standardConformingStrings) {
        this.cursor = new SqlCursor(input, start);
        this.standardConformingStrings = standardConformingStrings;
    }

    /** A lexer for a whole script on a server with PostgreSQL's defaults. */
    public SqlLexer(SqlInput input) {
        this(input, Position.START, () -> true);
    }

    /** The next token; at the end {@link Token.Kind#END}, as often as it is asked. */
    public Token next() {
        while (copyData) {
            copyLine();
        }
        skipWhiteSpace();
        Position start = cursor.position();
        if (!retaining) {
            cursor.retainFrom(start.offset());
        }
        Token.Kind kind = read();
        Token token = new Token(kind, cursor.text(start.offset(), cursor.offset()), start);
        track(token);
        return token;
    }

    /**
     * The next line of the data that follow a {@code COPY … FROM STDIN}, without its line end; empty after the last.
     * A carriage return before the line end belongs to the line end.
     */
    public Optional<String> copyLine() {
        if (!copyData) {
            return Optional.empty();
        }
        String line = restOfLine();
        boolean last = cursor.peek() == SqlCursor.END;
        cursor.advance();
        String data = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        copyData = !last && !data.equals("\\.");
        return copyData || (last && !data.isEmpty() && !data.equals("\\.")) ? Optional.of(data) : Optional.empty();
    }

    /** Whether the last token ended a {@code COPY … FROM STDIN}, so that data lines follow. */
    public boolean atCopyData() {
        return copyData;
    }

    /** What stands behind the semicolon of the last {@code COPY … FROM STDIN} on its line; the data begin on the next. */
    public String textAfterCopy() {
        return textAfterCopy;
    }

    /** Where it is now: behind the last token, or where reading failed. */
    public Position position() {
        return cursor.position();
    }

    /** A section mark ended the statement that has no semicolon of its own. */
    public void startStatement() {
        statement = new StatementTracker();
    }

    /** Keeps the text from {@code start} on until {@link #release()}. */
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
        literalEscapes &= token.kind() == Token.Kind.QUOTED || token.kind() == Token.Kind.LINE_COMMENT;
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
        while (cursor.peek() != '\n' && cursor.peek() != SqlCursor.END) {
            cursor.advance();
        }
        return cursor.text(start, cursor.offset());
    }

    private Token.Kind read() {
        int first = cursor.peek();
        if (first == SqlCursor.END) {
            return Token.Kind.END;
        }
        if (cursor.lookingAt("--")) {
            return lineOf(Token.Kind.LINE_COMMENT);
        }
        if (cursor.lookingAt("/*")) {
            return blockComment();
        }
        return switch (first) {
            case '\'' -> literal(literalEscapes || !standardConformingStrings.getAsBoolean());
            case '"' -> quotedName();
            case '$' -> dollar();
            case '\\' -> lineOf(Token.Kind.META_COMMAND);
            case ';' -> semicolon();
            default -> plain(first);
        };
    }

    private Token.Kind plain(int first) {
        if (SqlCharacters.isWordStart(first)) {
            return wordOrPrefixedQuote(first);
        }
        if (SqlCharacters.isDigit(first)) {
            return word();
        }
        cursor.advance(SqlOperator.begins(first) ? SqlOperator.length(cursor) : 1);
        return Token.Kind.SYMBOL;
    }

    private Token.Kind wordOrPrefixedQuote(int first) {
        int second = cursor.peek(1);
        if (second == '\'' && "eEbBxXnN".indexOf(first) >= 0) {
            cursor.advance();
            return literal(escapesAfter(first));
        }
        if ((first == 'u' || first == 'U') && second == '&' && (cursor.peek(2) == '\'' || cursor.peek(2) == '"')) {
            cursor.advance(2);
            return cursor.peek() == '"' ? quotedName() : literal(false);
        }
        return word();
    }

    /** Whether a literal with this prefix honours backslashes: {@code N'…'} does when {@code '…'} does. */
    private boolean escapesAfter(int prefix) {
        return switch (prefix) {
            case 'e', 'E' -> true;
            case 'n', 'N' -> !standardConformingStrings.getAsBoolean();
            default -> false;
        };
    }

    /** A use of a variable, {@code ${name}}, is part of the word around it although the server knows no such thing. */
    private Token.Kind word() {
        while (SqlCharacters.isWordPart(cursor.peek())) {
            if (cursor.lookingAt("${")) {
                variable();
            } else {
                cursor.advance();
            }
        }
        return Token.Kind.WORD;
    }

    private Token.Kind semicolon() {
        cursor.advance();
        return statement.isAtTopLevel() ? Token.Kind.TERMINATOR : Token.Kind.SYMBOL;
    }

    private Token.Kind lineOf(Token.Kind kind) {
        while (cursor.peek() != '\n' && cursor.peek() != '\r' && cursor.peek() != SqlCursor.END) {
            cursor.advance();
        }
        return kind;
    }

    private Token.Kind blockComment() {
        int depth = 0;
        do {
            if (cursor.peek() == SqlCursor.END) {
                return Token.Kind.UNTERMINATED;
            }
            if (cursor.lookingAt("/*")) {
                depth++;
                cursor.advance(2);
            } else if (cursor.lookingAt("*/")) {
                depth--;
                cursor.advance(2);
            } else {
                cursor.advance();
            }
        } while (depth > 0);
        return Token.Kind.BLOCK_COMMENT;
    }

    private Token.Kind literal(boolean backslashEscapes) {
        literalEscapes = backslashEscapes;
        cursor.advance();
        while (cursor.peek() != SqlCursor.END) {
            if (backslashEscapes && cursor.peek() == '\\') {
                cursor.advance(2);
            } else if (cursor.lookingAt("''")) {
                cursor.advance(2);
            } else if (cursor.peek() == '\'') {
                cursor.advance();
                return Token.Kind.QUOTED;
            } else {
                cursor.advance();
            }
        }
        return Token.Kind.UNTERMINATED;
    }

    private Token.Kind quotedName() {
        cursor.advance();
        while (cursor.peek() != SqlCursor.END) {
            boolean end = cursor.peek() == '"';
            cursor.advance();
            if (end && cursor.peek() != '"') {
                return Token.Kind.QUOTED;
            }
            if (end) {
                cursor.advance();
            }
        }
        return Token.Kind.UNTERMINATED;
    }

    private Token.Kind dollar() {
        int length = dollarTagLength();
        if (length == 0) {
            return cursor.peek(1) == '{' ? word() : parameter();
        }
        StringBuilder tag = new StringBuilder();
        for (int index = 0; index < length; index++) {
            tag.append((char) cursor.peek());
            cursor.advance();
        }
        return dollarBody(tag.toString());
    }

    private Token.Kind parameter() {
        do {
            cursor.advance();
        } while (SqlCharacters.isDigit(cursor.peek()));
        return Token.Kind.SYMBOL;
    }

    private void variable() {
        cursor.advance(2);
        while (SqlCharacters.isWordPart(cursor.peek()) || cursor.peek() == '.' || cursor.peek() == '-') {
            cursor.advance();
        }
        if (cursor.peek() == '}') {
            cursor.advance();
        }
    }

    private Token.Kind dollarBody(String tag) {
        while (cursor.peek() != SqlCursor.END) {
            if (cursor.peek() == '$' && cursor.lookingAt(tag)) {
                cursor.advance(tag.length());
                return Token.Kind.QUOTED;
            }
            cursor.advance();
        }
        return Token.Kind.UNTERMINATED;
    }

    /** The length of {@code $tag$} here, or 0 where the dollar opens no quote. */
    private int dollarTagLength() {
        int index = 1;
        if (SqlCharacters.isWordStart(cursor.peek(index))) {
            while (SqlCharacters.isWordPart(cursor.peek(index)) && cursor.peek(index) != '$') {
                index++;
            }
        }
        return cursor.peek(index) == '$' ? index + 1 : 0;
    }
}
