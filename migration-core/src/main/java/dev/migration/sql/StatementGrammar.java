// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises statements by their grammar (gram.y), from their first word on: a word has its meaning only where the grammar expects
 * it. The same word may be a name elsewhere, such as a column {@code concurrently} or a table {@code value}.
 */
final class StatementGrammar {

    private static final Set<String> CONTROL = Set.of("begin", "commit", "end", "abort");
    private static final Set<String> OUTSIDE_TRANSACTIONS = Set.of("database", "tablespace", "subscription");
    private static final Set<String> MANY_TABLES = Set.of("schema", "database", "system");
    private static final Set<String> TRANSACTION_MODES =
            Set.of("transaction_isolation", "transaction_read_only", "transaction_deferrable");
    private static final Set<String> OFF = Set.of("false", "off", "0", "no");

    private final List<String> words;
    private int next;

    /** @param words the first words of the statement, see {@link StatementWords} */
    StatementGrammar(List<String> words) {
        this.words = words;
    }

    /** Whether it begins or ends a transaction. */
    boolean isTransactionControl() {
        if (accept("rollback")) {
            skipOneOf("work", "transaction");
            return !at("to");
        }
        if (accept("prepare")) {
            // PREPARE transaction AS … prepares a statement of this name.
            return accept("transaction") && isLiteral(word());
        }
        return CONTROL.contains(word()) || accept("start", "transaction");
    }

    /** Whether the server refuses it in a transaction block, see PreventInTransactionBlock. */
    boolean isRefusedInTransaction() {
        return switch (take()) {
            case "vacuum" -> true;
            case "cluster" -> isClusterOfAllTables();
            case "discard" -> at("all");
            case "create" -> OUTSIDE_TRANSACTIONS.contains(word()) || isConcurrentIndex();
            case "drop" -> OUTSIDE_TRANSACTIONS.contains(word()) || accept("index", "concurrently");
            case "alter" -> isAlterOutsideTransaction();
            case "reindex" -> isReindexOutsideTransaction();
            default -> false;
        };
    }

    /** Whether it sets a mode of the current transaction, such as its isolation level. */
    boolean isTransactionMode() {
        if (!accept("set")) {
            return false;
        }
        skipOneOf("local", "session");
        return at("transaction") || TRANSACTION_MODES.contains(word());
    }

    /** Whether it works on an index or a partition CONCURRENTLY. */
    boolean isConcurrent() {
        return switch (take()) {
            case "create" -> isConcurrentIndex();
            case "drop" -> accept("index", "concurrently");
            case "alter" -> isConcurrentDetach();
            case "reindex" -> isConcurrentReindex();
            default -> false;
        };
    }

    /** Whether it is a {@code CREATE INDEX CONCURRENTLY} without a name. */
    boolean isNamelessConcurrentIndex() {
        return accept("create") && isConcurrentIndex() && at("on");
    }

    /** The value that an {@code ALTER TYPE … ADD VALUE} adds to an enum, as it is written. */
    Optional<String> addedValue() {
        if (!accept("alter", "type")) {
            return Optional.empty();
        }
        name();
        if (!accept("add", "value")) {
            return Optional.empty();
        }
        skip("if", "not", "exists");
        return Optional.of(word());
    }

    /** Whether it is a {@code COPY … TO STDOUT}; the server accepts STDIN in its place. */
    boolean isCopyToClient() {
        if (!accept("copy")) {
            return false;
        }
        while (next < words.size() && !at("to") && !at("from")) {
            next++;
        }
        return accept("to") && (at("stdout") || at("stdin"));
    }

    private boolean isConcurrentIndex() {
        skip("unique");
        return accept("index", "concurrently");
    }

    private boolean isClusterOfAllTables() {
        return next == words.size() || (at("verbose") && next + 1 == words.size());
    }

    private boolean isAlterOutsideTransaction() {
        if (at("system")) {
            return true;
        }
        if (accept("database")) {
            name();
            skipOneOf("set", "with");
            return at("tablespace");
        }
        if (accept("subscription")) {
            name();
            return at("refresh") || ((accept("set") || accept("add") || accept("drop")) && at("publication"));
        }
        return isConcurrentDetach();
    }

    private boolean isConcurrentDetach() {
        if (!accept("table")) {
            return false;
        }
        skip("if", "exists");
        skip("only");
        name();
        skip("*");
        if (!accept("detach", "partition")) {
            return false;
        }
        name();
        return at("concurrently");
    }

    private boolean isReindexOutsideTransaction() {
        int start = next;
        if (isConcurrentReindex()) {
            return true;
        }
        next = start;
        skipOptions();
        return MANY_TABLES.contains(word());
    }

    private boolean isConcurrentReindex() {
        boolean option = skipOptions();
        next++;
        return option || at("concurrently");
    }

    /** Skips options in parentheses. Returns whether CONCURRENTLY is one of them and not switched off. */
    private boolean skipOptions() {
        boolean concurrently = false;
        if (accept("(")) {
            while (next < words.size() && !accept(")")) {
                if (take().equals("concurrently")) {
                    concurrently = !OFF.contains(word().replace("'", ""));
                }
            }
        }
        return concurrently;
    }

    /** Reads a name with its schema. */
    private void name() {
        next++;
        while (accept(".")) {
            next++;
        }
    }

    private static boolean isLiteral(String word) {
        return word.endsWith("'") || word.startsWith("$");
    }

    private String take() {
        String word = word();
        next++;
        return word;
    }

    private boolean accept(String... expected) {
        boolean matches = at(expected);
        next += matches ? expected.length : 0;
        return matches;
    }

    /** Skips optional words. */
    private void skip(String... optional) {
        next += at(optional) ? optional.length : 0;
    }

    private boolean at(String... expected) {
        if (next + expected.length > words.size()) {
            return false;
        }
        for (int index = 0; index < expected.length; index++) {
            if (!words.get(next + index).equals(expected[index])) {
                return false;
            }
        }
        return true;
    }

    private void skipOneOf(String first, String second) {
        next += at(first) || at(second) ? 1 : 0;
    }

    private String word() {
        return next < words.size() ? words.get(next) : "";
    }
}
