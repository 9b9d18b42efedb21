// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Reads a script statement by statement. Only the current statement is in memory.
 *
 * <p>Empty statements and comments are skipped. The parser has already refused what a script may not contain (psql
 * commands, unclosed quotes). If an unclosed quote appears only now, it is returned as it is, and the server refuses
 * it.
 */
public final class StatementReader {

    private static final Pattern ANNOTATION = Pattern.compile("--\\s*@");

    private final SqlLexer lexer;
    private Optional<String> annotation = Optional.empty();

    public StatementReader(SqlInput input, Position start, BooleanSupplier standardConformingStrings) {
        this.lexer = new SqlLexer(input, start, standardConformingStrings);
    }

    /** The next statement, or empty at the end. */
    public Optional<SqlStatement> next() {
        Token token = firstOfStatement();
        if (token.kind() == Token.Kind.END) {
            return Optional.empty();
        }
        Position start = token.position();
        lexer.retainFrom(start);
        long end = start.offset();
        while (token.kind() != Token.Kind.END && token.kind() != Token.Kind.TERMINATOR) {
            if (isPartOfStatement(token)) {
                end = token.position().offset() + token.text().length();
            }
            token = lexer.next();
        }
        String text = lexer.text(start, end);
        lexer.release();
        return Optional.of(new SqlStatement(text, start, lexer.atCopyData(), annotation));
    }

    /** The next data line after a statement that copies from stdin, with its line end; empty after the last line. */
    public Optional<String> copyLine() {
        return lexer.copyLine();
    }

    private Token firstOfStatement() {
        annotation = Optional.empty();
        Token token = lexer.next();
        while (token.kind() != Token.Kind.END && !isPartOfStatement(token)) {
            if (token.kind() == Token.Kind.LINE_COMMENT
                    && ANNOTATION.matcher(token.text()).lookingAt()) {
                annotation = Optional.of(token.text());
            }
            token = lexer.next();
        }
        return token;
    }

    private static boolean isPartOfStatement(Token token) {
        return token.isSignificant() || token.kind() == Token.Kind.UNTERMINATED;
    }
}
