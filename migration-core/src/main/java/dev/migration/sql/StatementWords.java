// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The first words of a statement, outside parentheses, by which the statement is classified: in lower case, except those in quotes.
 */
public final class StatementWords {

    /** A limit that is enough to classify a statement; a statement may have millions of words. */
    private static final int MOST = 32;

    private final List<String> words = new ArrayList<>();
    private int parentheses;

    /** The words of a whole statement. */
    public static List<String> of(String text) {
        StatementWords words = new StatementWords();
        SqlLexer lexer = new SqlLexer(SqlInput.of(text));
        for (Token token = lexer.next();
                token.kind() != Token.Kind.END && words.words.size() < MOST;
                token = lexer.next()) {
            if (token.isSignificant()) {
                words.add(token);
            }
        }
        return words.list();
    }

    /** Adds a significant token. */
    public void add(Token token) {
        boolean option = isOptionOfReindex(token);
        if (token.text().equals("(")) {
            parentheses++;
        } else if (token.text().equals(")")) {
            parentheses--;
        }
        boolean inside = parentheses > 0 || token.text().equals(")");
        if ((option || !inside) && words.size() < MOST) {
            // Enum values and names in quotes keep their case.
            words.add(
                    token.kind() == Token.Kind.QUOTED
                            ? token.text()
                            : token.text().toLowerCase(Locale.ROOT));
        }
    }

    /** {@code REINDEX (CONCURRENTLY) …} has the word that matters in parentheses. */
    private boolean isOptionOfReindex(Token token) {
        return !words.isEmpty()
                && words.get(0).equals("reindex")
                && (parentheses > 0 || (words.size() == 1 && token.text().equals("(")));
    }

    /** The words added so far. */
    public List<String> list() {
        return List.copyOf(words);
    }

    public boolean isEmpty() {
        return words.isEmpty();
    }

    /** Starts another statement. */
    public void clear() {
        words.clear();
        parentheses = 0;
    }

    /**
     * Whether the effect of a statement can be used only after a commit, so that later statements need another
     * transaction.
     */
    public static boolean requireCommit(List<String> words) {
        return new StatementGrammar(words).addedValue().isPresent();
    }

    /** Whether the statement waits for old transactions, and blocks no session while it waits. */
    public static boolean areConcurrent(List<String> words) {
        return new StatementGrammar(words).isConcurrent();
    }

    /** Whether the statement sets a mode of the current transaction, which must happen before its first query. */
    public static boolean setTransactionMode(List<String> words) {
        return new StatementGrammar(words).isTransactionMode();
    }

    /** Whether the statement is a {@code COPY … TO STDOUT}. */
    public static boolean copyToClient(List<String> words) {
        return new StatementGrammar(words).isCopyToClient();
    }

    /** Whether the statement builds an index concurrently and does not name it. */
    public static boolean areNamelessConcurrentIndex(List<String> words) {
        return new StatementGrammar(words).isNamelessConcurrentIndex();
    }
}
