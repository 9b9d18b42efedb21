// SPDX-License-Identifier: Apache-2.0
package dev.migration.change;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.migration.sql.Identifier;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.Token;

/** Reads the words of a statement from left to right: in lower case, except those in quotes. */
final class StatementCursor {

    /** More words are not read; {@link #isCut()} says so. */
    private static final int MOST = 4_000;

    private final List<String> words;
    private final boolean cut;
    private int next;

    private StatementCursor(List<String> words, boolean cut) {
        this.words = words;
        this.cut = cut;
    }

    static StatementCursor of(String text) {
        List<String> words = new ArrayList<>();
        SqlLexer lexer = new SqlLexer(SqlInput.of(text));
        Token token = lexer.next();
        while (token.kind() != Token.Kind.END && words.size() < MOST) {
            if (token.kind() == Token.Kind.QUOTED) {
                words.add(token.text());
            } else if (token.isSignificant() || token.kind() == Token.Kind.TERMINATOR) {
                words.add(token.text().toLowerCase(Locale.ROOT));
            }
            token = lexer.next();
        }
        return new StatementCursor(words, token.kind() != Token.Kind.END);
    }

    /** Whether the statement has more words than were read. */
    boolean isCut() {
        return cut;
    }

    /** All words from here on, those in parentheses too. */
    List<String> rest() {
        return Collections.unmodifiableList(words.subList(Math.min(next, words.size()), words.size()));
    }

    /** The same statement from here on. */
    StatementCursor copy() {
        StatementCursor copy = new StatementCursor(words, cut);
        copy.next = next;
        return copy;
    }

    boolean atEnd() {
        return next >= words.size();
    }

    String word() {
        return atEnd() ? "" : words.get(next);
    }

    String take() {
        String word = word();
        next++;
        return word;
    }

    boolean at(String... expected) {
        return next + expected.length <= words.size()
                && words.subList(next, next + expected.length).equals(List.of(expected));
    }

    boolean accept(String... expected) {
        boolean matches = at(expected);
        next += matches ? expected.length : 0;
        return matches;
    }

    /** Skips the first of these words that is next. */
    boolean acceptOneOf(String... alternatives) {
        for (String alternative : alternatives) {
            if (accept(alternative)) {
                return true;
            }
        }
        return false;
    }

    /** Whether these words come one after the other from here on, outside parentheses. */
    boolean says(String... sequence) {
        return Collections.indexOfSubList(outsideParentheses(), List.of(sequence)) >= 0;
    }

    /** Moves behind these words, if they come outside parentheses. */
    boolean find(String... sequence) {
        int depth = 0;
        for (int index = next; index < words.size(); index++) {
            String word = words.get(index);
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            if (depth == 0
                    && index + sequence.length <= words.size()
                    && words.subList(index, index + sequence.length).equals(List.of(sequence))) {
                next = index + sequence.length;
                return true;
            }
        }
        return false;
    }

    /** Reads a name with its schema; equal names have equal texts. Empty if there is none. */
    String name() {
        List<String> parts = new ArrayList<>(List.of(part()));
        while (accept(".")) {
            parts.add(part());
        }
        return String.join(".", parts);
    }

    /** Reads names with commas between them. */
    List<String> names() {
        List<String> names = new ArrayList<>(List.of(name()));
        while (accept(",")) {
            accept("only");
            names.add(name());
        }
        return names;
    }

    /** Skips a group in parentheses, if one is next. */
    void skipParentheses() {
        if (!at("(")) {
            return;
        }
        int depth = 0;
        do {
            depth += at("(") ? 1 : at(")") ? -1 : 0;
            next++;
        } while (depth > 0 && !atEnd());
    }

    /** What is between commas from here on; a comma in parentheses does not count. */
    List<StatementCursor> items() {
        List<StatementCursor> items = new ArrayList<>();
        List<String> item = new ArrayList<>();
        int depth = 0;
        for (String word : rest()) {
            depth += word.equals("(") || word.equals("[") ? 1 : word.equals(")") || word.equals("]") ? -1 : 0;
            if (word.equals(",") && depth == 0) {
                items.add(new StatementCursor(item, false));
                item = new ArrayList<>();
            } else {
                item.add(word);
            }
        }
        items.add(new StatementCursor(item, cut));
        return items;
    }

    private List<String> outsideParentheses() {
        List<String> outside = new ArrayList<>();
        int depth = 0;
        for (String word : rest()) {
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            if (depth == 0) {
                outside.add(word);
            }
        }
        return outside;
    }

    private String part() {
        String part = take();
        Optional<String> plain = Identifier.parts(part)
                .map(parts -> parts.stream().collect(Collectors.joining(".")))
                .filter(name -> name.matches("[a-z_][a-z0-9_$]*"));
        return plain.orElse(part);
    }
}
