// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql.section;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.StatementKind;
import dev.migration.sql.StatementWords;
import dev.migration.sql.Token;

/**
 * Finds {@code BEGIN} and {@code COMMIT} around all other statements of a text. Each script is one transaction already, so that the
 * pair can be removed. A pair with a mode such as {@code ISOLATION LEVEL}, and a text with further transaction control, is not
 * found: without them, the text would have another effect.
 */
public final class TransactionPair {

    private static final Set<String> BEGIN = Set.of("begin", "begin work", "begin transaction", "start transaction");
    private static final Set<String> COMMIT =
            Set.of("commit", "commit work", "commit transaction", "end", "end work", "end transaction");

    private final StatementWords words = new StatementWords();
    private Optional<Statement> first = Optional.empty();
    private Optional<Statement> last = Optional.empty();
    private Position start = Position.START;
    private long end;
    private int controls;

    /** The pair around a text; empty if there is none. */
    public static Optional<TransactionPair> around(String text) {
        TransactionPair pair = new TransactionPair();
        SqlLexer lexer = new SqlLexer(SqlInput.of(text));
        for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
            pair.add(token);
        }
        pair.endOfStatement();
        return Optional.of(pair).filter(TransactionPair::isAround);
    }

    /** Reads the next token. */
    public void add(Token token) {
        boolean terminator = token.kind() == Token.Kind.TERMINATOR;
        if (token.isSignificant()) {
            if (words.isEmpty()) {
                start = token.position();
            }
            words.add(token);
        }
        if (token.isSignificant() || terminator) {
            end = token.position().offset() + token.text().length();
        }
        if (terminator) {
            endOfStatement();
        }
    }

    /** Ends the last statement, which needs no semicolon. */
    public void endOfStatement() {
        if (words.isEmpty()) {
            return;
        }
        List<String> list = words.list();
        Statement statement = new Statement(list, start, end);
        last = Optional.of(statement);
        first = first.isEmpty() ? last : first;
        if (StatementKind.of(list) == StatementKind.TRANSACTION_CONTROL) {
            controls++;
        }
        words.clear();
    }

    /** Whether the statements so far are such a pair and what is between. */
    public boolean isAround() {
        return controls == 2
                && first.filter(statement -> BEGIN.contains(statement.text())).isPresent()
                && last.filter(statement -> COMMIT.contains(statement.text())).isPresent();
    }

    /** The text without the two statements and their semicolons: its lines keep their numbers. */
    public String removeFrom(String text) {
        Statement begin = first.orElseThrow();
        Statement commit = last.orElseThrow();
        return new StringBuilder(text)
                .delete((int) commit.start().offset(), (int) commit.end())
                .delete((int) begin.start().offset(), (int) begin.end())
                .toString();
    }

    /** The line of {@code BEGIN} in the text. */
    public int beginLine() {
        return first.orElseThrow().start().line();
    }

    /** The line of {@code COMMIT} in the text. */
    public int commitLine() {
        return last.orElseThrow().start().line();
    }

    /**
     * A statement with its semicolon.
     *
     * @param words its first words
     * @param start the position of its first character
     * @param end the offset after its last character
     */
    private record Statement(List<String> words, Position start, long end) {

        String text() {
            return String.join(" ", words);
        }
    }
}
