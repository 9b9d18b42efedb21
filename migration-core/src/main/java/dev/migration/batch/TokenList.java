// SPDX-License-Identifier: Apache-2.0
package dev.migration.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.migration.sql.Identifier;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.Token;

/** The significant tokens of one statement, with a place that moves forward. */
final class TokenList {

    private final List<Token> tokens;
    private int next;

    TokenList(List<Token> tokens) {
        this.tokens = tokens;
    }

    static TokenList of(String text, boolean backslashesAsTheyAre) {
        SqlLexer lexer = new SqlLexer(SqlInput.of(text), dev.migration.sql.Position.START, () -> backslashesAsTheyAre);
        List<Token> tokens = new ArrayList<>();
        for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
            if (token.isSignificant()) {
                tokens.add(token);
            }
        }
        return new TokenList(tokens);
    }

    boolean atEnd() {
        return next >= tokens.size();
    }

    int place() {
        return next;
    }

    void moveTo(int place) {
        next = place;
    }

    void skip() {
        next++;
    }

    /** The current token as a key word in lower case; empty for a quoted one and at the end. */
    String word() {
        return wordAt(next);
    }

    String wordAt(int place) {
        return place >= 0 && place < tokens.size() && tokens.get(place).kind() != Token.Kind.QUOTED
                ? tokens.get(place).text().toLowerCase(Locale.ROOT)
                : "";
    }

    boolean accept(String word) {
        boolean matches = word().equals(word);
        next += matches ? 1 : 0;
        return matches;
    }

    /** The current token if it may be a name. */
    Optional<String> name() {
        return atEnd() ? Optional.empty() : nameAt(next);
    }

    /** The token at a place if it may be a name. */
    Optional<String> nameAt(int place) {
        return Optional.of(tokens.get(place).text())
                .filter(text -> Identifier.parts(text).isPresent());
    }

    /** Reads a name with its schema; empty if there is none. */
    List<String> qualifiedName() {
        List<String> parts = new ArrayList<>();
        Optional<String> part = name();
        while (part.isPresent()) {
            parts.add(part.get());
            skip();
            part = accept(".") ? name() : Optional.empty();
        }
        return parts;
    }

    /** Skips what follows up to the matching parenthesis, if the current token opens one; else the token. */
    void skipNested() {
        int depth = 0;
        do {
            depth += opens(word()) ? 1 : closes(word()) ? -1 : 0;
            next++;
        } while (depth > 0 && !atEnd());
    }

    /** The offset in the text where the current token begins; the end of the text after the last one. */
    int offset(int place, int end) {
        return place < tokens.size()
                ? Math.toIntExact(tokens.get(place).position().offset())
                : end;
    }

    /** The offset behind the token before a place. */
    int offsetBehind(int place) {
        Token token = tokens.get(place - 1);
        return Math.toIntExact(token.position().offset()) + token.text().length();
    }

    int size() {
        return tokens.size();
    }

    private static boolean opens(String word) {
        return word.equals("(") || word.equals("[");
    }

    private static boolean closes(String word) {
        return word.equals(")") || word.equals("]");
    }
}
