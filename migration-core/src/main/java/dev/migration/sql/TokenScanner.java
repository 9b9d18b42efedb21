// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

/** Reads one token at the cursor, as PostgreSQL's scanner and psql do (scan.l, psqlscan.l). */
record TokenScanner(SqlCursor cursor, QuoteScanner quotes) {

    private static final String LITERAL_PREFIXES = "eEbBxXnN";

    /**
     * Moves the cursor to the end of the token that begins there.
     *
     * @param topLevel whether a semicolon ends the statement here
     */
    Token.Kind scan(boolean topLevel) {
        int first = cursor.peek();
        if (first == SqlCursor.END) {
            return Token.Kind.END;
        }
        if (cursor.lookingAt("--")) {
            return restOfLine(Token.Kind.LINE_COMMENT);
        }
        if (cursor.lookingAt("/*")) {
            return blockComment();
        }
        return switch (first) {
            case '\'' -> quotes.plainLiteral();
            case '"' -> quotes.quotedName();
            case '$' -> dollar();
            case '\\' -> restOfLine(Token.Kind.META_COMMAND);
            case ';' -> semicolon(topLevel);
            default -> wordOrOperator(first);
        };
    }

    private Token.Kind wordOrOperator(int first) {
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
        if (second == '\'' && LITERAL_PREFIXES.indexOf(first) >= 0) {
            cursor.advance();
            return quotes.literalAfter(first);
        }
        if ((first == 'u' || first == 'U') && second == '&' && (cursor.peek(2) == '\'' || cursor.peek(2) == '"')) {
            cursor.advance(2);
            return cursor.peek() == '"' ? quotes.quotedName() : quotes.literalAfter(first);
        }
        return word();
    }

    /** Reads a word. A use of a variable, {@code ${name}}, is part of the word, although the server has no such syntax. */
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

    private void variable() {
        cursor.advance(2);
        while (SqlCharacters.isWordPart(cursor.peek()) || cursor.peek() == '.' || cursor.peek() == '-') {
            cursor.advance();
        }
        if (cursor.peek() == '}') {
            cursor.advance();
        }
    }

    private Token.Kind dollar() {
        if (quotes.atDollarQuote()) {
            return quotes.dollarQuote();
        }
        return cursor.peek(1) == '{' ? word() : parameter();
    }

    private Token.Kind parameter() {
        do {
            cursor.advance();
        } while (SqlCharacters.isDigit(cursor.peek()));
        return Token.Kind.SYMBOL;
    }

    private Token.Kind semicolon(boolean topLevel) {
        cursor.advance();
        return topLevel ? Token.Kind.TERMINATOR : Token.Kind.SYMBOL;
    }

    private Token.Kind restOfLine(Token.Kind kind) {
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
}
