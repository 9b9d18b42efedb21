// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A statement that runs outside a transaction, parsed as far as needed to find its effect in the catalog. */
public sealed interface NonTransactionalStatement {

    /**
     * {@code CREATE [UNIQUE] INDEX CONCURRENTLY [IF NOT EXISTS] name ON [ONLY] table …}
     *
     * @param name the name as the script writes it
     * @param table the table as the script writes it, with or without its schema
     * @param definition the text after the table
     */
    record CreateIndex(String name, String table, boolean unique, boolean ifNotExists, String definition)
            implements NonTransactionalStatement {}

    /** {@code DROP INDEX CONCURRENTLY [IF EXISTS] name} */
    record DropIndex(String name) implements NonTransactionalStatement {}

    /** {@code ALTER TABLE parent DETACH PARTITION child CONCURRENTLY} */
    record DetachPartition(String parent, String child) implements NonTransactionalStatement {}

    /** {@code CREATE DATABASE name}, with the name as the script writes it. */
    record CreateDatabase(String name) implements NonTransactionalStatement {}

    /** {@code DROP DATABASE name}, with the name as the script writes it. */
    record DropDatabase(String name) implements NonTransactionalStatement {}

    /** {@code CREATE SUBSCRIPTION name}, with the name as the script writes it. */
    record CreateSubscription(String name) implements NonTransactionalStatement {}

    /** {@code DROP SUBSCRIPTION name}, with the name as the script writes it. */
    record DropSubscription(String name) implements NonTransactionalStatement {}

    /**
     * {@code REINDEX … CONCURRENTLY} of an index, a table, a schema or a database.
     *
     * @param type {@code index}, {@code table}, {@code schema}, {@code database} or {@code system}
     * @param name the name as the script writes it; may be empty for a database
     */
    record Reindex(String type, String name) implements NonTransactionalStatement {}

    /** A statement that can be run twice without harm, such as {@code VACUUM} or {@code ALTER SYSTEM}. */
    record Idempotent() implements NonTransactionalStatement {}

    /** A statement whose effect cannot be checked in the catalog, such as a procedure that commits. */
    record Unverifiable() implements NonTransactionalStatement {}

    /** Parses the statement. */
    static NonTransactionalStatement of(String text) {
        return new Reader(text).read();
    }

    /** Whether a statement that is permitted in a transaction may end that transaction. */
    static boolean mayCommit(String text) {
        String first = new Reader(text).word(0);
        return first.equals("call") || first.equals("do");
    }

    /** Reads the tokens of one statement. */
    final class Reader {

        private static final Set<String> IDEMPOTENT = Set.of("vacuum", "analyze", "cluster", "discard", "alter");

        private final String text;
        private final List<Token> tokens = new ArrayList<>();
        private int next;

        Reader(String text) {
            this.text = text;
            SqlLexer lexer = new SqlLexer(SqlInput.of(text));
            for (Token token = lexer.next();
                    token.kind() != Token.Kind.END && tokens.size() < 200;
                    token = lexer.next()) {
                if (token.isSignificant()) {
                    tokens.add(token);
                }
            }
        }

        NonTransactionalStatement read() {
            if (accept("create")) {
                return create();
            }
            if (accept("drop")) {
                return drop();
            }
            if (word(0).equals("alter") && word(1).equals("table")) {
                return detach();
            }
            if (accept("reindex")) {
                return reindex();
            }
            return IDEMPOTENT.contains(word(0)) ? new Idempotent() : new Unverifiable();
        }

        private NonTransactionalStatement create() {
            if (accept("database")) {
                return new CreateDatabase(name());
            }
            if (accept("subscription")) {
                return new CreateSubscription(name());
            }
            boolean unique = accept("unique");
            if (!accept("index") || !accept("concurrently")) {
                return new Unverifiable();
            }
            boolean ifNotExists = skipIf();
            String name = word(0).equals("on") ? "" : name();
            accept("on");
            accept("only");
            String table = name();
            String definition = next < tokens.size()
                    ? text.substring((int) tokens.get(next).position().offset())
                    : "";
            return new CreateIndex(name, table, unique, ifNotExists, definition);
        }

        private NonTransactionalStatement reindex() {
            if (accept("(")) {
                while (next < tokens.size() && !next().equals(")")) {
                    // The options do not change which indexes may be left.
                }
            }
            String type = next().toLowerCase(Locale.ROOT);
            accept("concurrently");
            return new Reindex(type, name());
        }

        private NonTransactionalStatement drop() {
            if (accept("database")) {
                return new DropDatabase(afterIf());
            }
            if (accept("subscription")) {
                return new DropSubscription(afterIf());
            }
            accept("index");
            accept("concurrently");
            return new DropIndex(afterIf());
        }

        private NonTransactionalStatement detach() {
            next += 2;
            skipIf();
            accept("only");
            String parent = name();
            accept("detach");
            accept("partition");
            return new DetachPartition(parent, name());
        }

        private String afterIf() {
            skipIf();
            return name();
        }

        private boolean skipIf() {
            if (!accept("if")) {
                return false;
            }
            accept("not");
            return accept("exists");
        }

        /** A name with its schema, as written; only the server knows how it folds and truncates a name. */
        private String name() {
            StringBuilder name = new StringBuilder(part());
            while (word(0).equals(".")) {
                name.append(next()).append(part());
            }
            return name.toString();
        }

        /** A name with Unicode escapes becomes one without them, which functions of the server can parse. */
        private String part() {
            String part = next();
            if (!part.regionMatches(true, 0, "U&\"", 0, 3)) {
                return part;
            }
            boolean other = accept("uescape");
            String escape = other ? next().replaceAll("^[eE]?'|'$", "") : "\\";
            return UnicodeEscapes.replaceIn(part.substring(2), escape.charAt(0));
        }

        private String next() {
            return next < tokens.size() ? tokens.get(next++).text() : "";
        }

        private boolean accept(String word) {
            boolean matches = word(0).equals(word);
            next += matches ? 1 : 0;
            return matches;
        }

        private String word(int ahead) {
            return next + ahead < tokens.size()
                    ? tokens.get(next + ahead).text().toLowerCase(Locale.ROOT)
                    : "";
        }
    }
}
