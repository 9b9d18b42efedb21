// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.List;
import java.util.Set;

/** How a statement relates to the transaction around it, determined by its first key words. */
public enum StatementKind {
    /** Runs inside a transaction. */
    PLAIN,
    /** Begins or ends a transaction. */
    TRANSACTION_CONTROL,
    /** Is refused by PostgreSQL inside a transaction block (SQLSTATE 25001). */
    NON_TRANSACTIONAL;

    private static final Set<String> CONTROL = Set.of("begin", "commit", "end", "abort");
    private static final Set<String> CLUSTER_WIDE = Set.of("database", "tablespace");
    private static final Set<String> MANY_TABLES = Set.of("schema", "database", "system");

    /**
     * Classifies a statement by its key words outside parentheses.
     *
     * @param words the words in lower case; the first few are enough
     */
    public static StatementKind of(List<String> words) {
        if (words.isEmpty()) {
            return PLAIN;
        }
        String second = words.size() > 1 ? words.get(1) : "";
        if (isControl(words.get(0), second, words)) {
            return TRANSACTION_CONTROL;
        }
        return isNonTransactional(words.get(0), second, words) ? NON_TRANSACTIONAL : PLAIN;
    }

    private static boolean isControl(String first, String second, List<String> words) {
        return CONTROL.contains(first)
                || (first.equals("start") && second.equals("transaction"))
                || (first.equals("prepare") && second.equals("transaction"))
                || (first.equals("rollback") && !words.contains("to"));
    }

    private static boolean isNonTransactional(String first, String second, List<String> words) {
        return switch (first) {
            case "vacuum" -> true;
            case "cluster" -> words.size() == 1;
            case "discard" -> second.equals("all");
            case "create", "drop" ->
                second.equals("subscription")
                        || CLUSTER_WIDE.contains(second)
                        || (words.contains("index") && words.contains("concurrently"));
            case "alter" ->
                second.equals("system")
                        || (second.equals("subscription")
                                && (words.contains("refresh") || words.contains("publication")))
                        || (second.equals("database") && words.contains("tablespace"))
                        || (words.contains("detach") && words.contains("concurrently"));
            case "reindex" -> words.contains("concurrently") || MANY_TABLES.contains(second);
            default -> false;
        };
    }
}
