package dev.migration.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A statement that runs outside transactions, read as far as it takes to find what it made in the catalog. */
public sealed interface NonTransactionalStatement {

    /**
     * {@code CREATE [UNIQUE] INDEX CONCURRENTLY [IF NOT EXISTS] name ON [ONLY] table …}
     *
     * @param name as the catalog writes it
     * @param table as the script writes it, perhaps with its schema
     * @param definition what stands behind the table
     */
    record CreateIndex(String name, String table, boolean unique, boolean ifNotExists, String definition)
            implements NonTransactionalStatement {}

    /** {@code DROP INDEX CONCURRENTLY [IF EXISTS] name} */
    record DropIndex(String name) implements NonTransactionalStatement {}

    /** {@code ALTER TABLE parent DETACH PARTITION child CONCURRENTLY} */
    record DetachPartition(String parent, String child) implements NonTransactionalStatement {}

    /** {@code CREATE DATABASE name}, with the name as the catalog writes it. */
    record CreateDatabase(String name) implements NonTransactionalStatement {}

    /** {@code DROP DATABASE name}, with the name as the catalog writes it. */
    record DropDatabase(String name) implements NonTransactionalStatement {}

    /** {@code CREATE SUBSCRIPTION name}, with the name as the catalog writes it. */
    record CreateSubscription(String name) implements NonTransactionalStatement {}

    /** {@code DROP SUBSCRIPTION name}, with the name as the catalog writes it. */
    record DropSubscription(String name) implements NonTransactionalStatement {}

    /** {@code REINDEX … CONCURRENTLY} of an index, a table, a schema or a database. */
    record Reindex() implements NonTransactionalStatement {}

    /** A statement that does no harm when it runs twice: {@code VACUUM}, {@code ALTER SYSTEM} and the like. */
    record Idempotent() implements NonTransactionalStatement {}

    /** A statement of which nobody can tell whether it ran: a procedure that commits. */
    record Unverifiable() implements NonTransactionalStatement {}

    /** Reads the statement. */
    static NonTransactionalStatement of(String text) {
        return new Reader(text).read();
    }

    /** Whether a statement that may run in a transaction could end it. */
    static boolean mayCommit(String text) {
        String first = new Reader(text).word(0);
        return first.equals("call") || first.equals("do");
    }

    /** Walks over the tokens of one statement. */
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
            if (take("create")) {
                return create();
            }
            if (take("drop")) {
                return drop();
            }
            if (word(0).equals("alter") && word(1).equals("table")) {
                return detach();
            }
            if (take("reindex")) {
                return new Reindex();
            }
            return IDEMPOTENT.contains(word(0)) ? new Idempotent() : new Unverifiable();
        }

        private NonTransactionalStatement create() {
            if (take("database")) {
                return new CreateDatabase(catalogName(name()));
            }
            if (take("subscription")) {
                return new CreateSubscription(catalogName(name()));
            }
            boolean unique = take("unique");
            if (!take("index") || !take("concurrently")) {
                return new Unverifiable();
            }
            boolean ifNotExists = skipIf();
            String name = word(0).equals("on") ? "" : catalogName(name());
            take("on");
            take("only");
            String table = name();
            String definition = next < tokens.size()
                    ? text.substring((int) tokens.get(next).position().offset())
                    : "";
            return new CreateIndex(name, table, unique, ifNotExists, definition);
        }

        private NonTransactionalStatement drop() {
            if (take("database")) {
                return new DropDatabase(afterIf(true));
            }
            if (take("subscription")) {
                return new DropSubscription(afterIf(true));
            }
            take("index");
            take("concurrently");
            return new DropIndex(afterIf(false));
        }

        private NonTransactionalStatement detach() {
            next += 2;
            skipIf();
            take("only");
            String parent = name();
            take("detach");
            take("partition");
            return new DetachPartition(parent, name());
        }

        private String afterIf(boolean asInCatalog) {
            skipIf();
            String name = name();
            return asInCatalog ? catalogName(name) : name;
        }

        private boolean skipIf() {
            if (!take("if")) {
                return false;
            }
            take("not");
            return take("exists");
        }

        /** A name with its schema, as written. */
        private String name() {
            StringBuilder name = new StringBuilder(next());
            while (word(0).equals(".")) {
                name.append(next()).append(next());
            }
            return name.toString();
        }

        private String next() {
            return next < tokens.size() ? tokens.get(next++).text() : "";
        }

        private boolean take(String word) {
            boolean there = word(0).equals(word);
            next += there ? 1 : 0;
            return there;
        }

        private String word(int ahead) {
            return next + ahead < tokens.size()
                    ? tokens.get(next + ahead).text().toLowerCase(Locale.ROOT)
                    : "";
        }

        private static String catalogName(String name) {
            return name.startsWith("\"")
                    ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                    : name.toLowerCase(Locale.ROOT);
        }
    }
}
