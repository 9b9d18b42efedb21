// SPDX-License-Identifier: Apache-2.0
package dev.migration.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.Token;

/**
 * A table into which a statement writes.
 *
 * @param name as written
 * @param insert whether it inserts rows
 * @param columns those that it names, as written, names in lower case unless they are quoted; empty if it names none
 */
record WrittenTable(String name, boolean insert, Optional<List<String>> columns) {

    /** The tables into which a statement writes, also in its WITH queries. */
    static List<WrittenTable> in(String statement) {
        List<Token> tokens = new ArrayList<>();
        SqlLexer lexer = new SqlLexer(SqlInput.of(statement));
        for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
            if (token.isSignificant()) {
                tokens.add(token);
            }
        }
        List<WrittenTable> found = new ArrayList<>();
        Optional<String> merged = Optional.empty();
        for (int index = 0; index < tokens.size(); index++) {
            Cursor cursor = new Cursor(tokens, index);
            if (cursor.accept("insert") && cursor.accept("into")) {
                found.add(insert(cursor));
            } else if (new Cursor(tokens, index).accept("merge")) {
                merged = merged(new Cursor(tokens, index));
            } else if (merged.isPresent() && new Cursor(tokens, index).accept("insert")) {
                Cursor rest = new Cursor(tokens, index + 1);
                found.add(new WrittenTable(merged.get(), true, rest.columns()));
            } else {
                update(tokens, index).ifPresent(found::add);
            }
        }
        return found;
    }

    /** Whether two names mean the same; one of them may have quotes that it does not need. */
    static boolean isSame(String first, String second) {
        return unquoted(first).equals(unquoted(second));
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    private static Optional<String> merged(Cursor cursor) {
        cursor.accept("merge");
        return cursor.accept("into") ? Optional.of(cursor.name()) : Optional.empty();
    }

    private static WrittenTable insert(Cursor cursor) {
        String name = cursor.name();
        if (cursor.accept("as")) {
            cursor.next++;
        }
        if (cursor.accept("default")) {
            return new WrittenTable(name, true, Optional.of(List.of()));
        }
        return new WrittenTable(name, true, cursor.columns());
    }

    /** An UPDATE, but not FOR UPDATE and not DO UPDATE. */
    private static Optional<WrittenTable> update(List<Token> tokens, int index) {
        boolean begins = index == 0 || tokens.get(index - 1).text().equals("(");
        Cursor cursor = new Cursor(tokens, index);
        if (!cursor.accept("update") || !(begins || tokens.get(index - 1).text().equals(")"))) {
            return Optional.empty();
        }
        cursor.accept("only");
        return Optional.of(new WrittenTable(cursor.name(), false, Optional.empty()));
    }

    /** Reads tokens from a place on. */
    private static final class Cursor {

        private final List<Token> tokens;
        private int next;

        Cursor(List<Token> tokens, int next) {
            this.tokens = tokens;
            this.next = next;
        }

        private String text() {
            return next < tokens.size() ? tokens.get(next).text() : "";
        }

        boolean accept(String word) {
            boolean found = text().equalsIgnoreCase(word);
            next += found ? 1 : 0;
            return found;
        }

        String name() {
            StringBuilder name = new StringBuilder(text());
            next++;
            while (text().equals(".")) {
                next++;
                name.append('.').append(text());
                next++;
            }
            return name.toString();
        }

        /** The names in parentheses; empty if a query or a list of values follows. */
        Optional<List<String>> columns() {
            if (!accept("(")
                    || text().equalsIgnoreCase("select")
                    || text().equalsIgnoreCase("with")
                    || text().equals("(")) {
                return Optional.empty();
            }
            List<String> names = new ArrayList<>();
            int depth = 1;
            boolean first = true;
            while (depth > 0 && next < tokens.size()) {
                String text = text();
                depth += text.equals("(") || text.equals("[") ? 1 : 0;
                depth -= text.equals(")") || text.equals("]") ? 1 : 0;
                if (first && depth == 1) {
                    names.add(tokens.get(next).kind() == Token.Kind.QUOTED ? text : text.toLowerCase(Locale.ROOT));
                }
                first = depth == 1 && text.equals(",");
                next++;
            }
            return Optional.of(names);
        }
    }
}
