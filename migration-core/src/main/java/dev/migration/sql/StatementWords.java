package dev.migration.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The first key words of a statement, outside brackets, by which it is recognised. */
public final class StatementWords {

    /** Enough to recognise a statement by; a statement may have millions of words. */
    private static final int MOST = 32;

    private final List<String> words = new ArrayList<>();
    private int brackets;

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

    /** Counts in a token that the server sees. */
    public void add(Token token) {
        if (token.text().equals("(")) {
            brackets++;
        } else if (token.text().equals(")")) {
            brackets--;
        } else if (brackets == 0 && words.size() < MOST) {
            // Enum values and names in quotes keep their case.
            words.add(
                    token.kind() == Token.Kind.QUOTED
                            ? token.text()
                            : token.text().toLowerCase(Locale.ROOT));
        }
    }

    /** What was counted in so far. */
    public List<String> list() {
        return List.copyOf(words);
    }

    public boolean isEmpty() {
        return words.isEmpty();
    }

    /** Begins another statement. */
    public void clear() {
        words.clear();
        brackets = 0;
    }

    /** Whether a statement ends the transaction that it is in, so that what follows can see it as committed. */
    public static boolean requireCommit(List<String> words) {
        return TransactionSupport.addsEnumValue(words);
    }
}
