package dev.migration.sql;

import java.util.List;
import java.util.Set;

/** What a statement means for the transaction around it, told by its first key words. */
public enum StatementKind {
    /** Runs inside a transaction. */
    PLAIN,
    /** Begins or ends a transaction. */
    TRANSACTION_CONTROL,
    /** Is refused by PostgreSQL inside a transaction block (SQLSTATE 25001). */
    NON_TRANSACTIONAL;

    private static final Set<String> CONTROL = Set.of("begin", "commit", "end", "abort");
    private static final Set<String> CLUSTER_WIDE = Set.of("database", "tablespace");

    /**
     * Tells by the key words of a statement that stand outside brackets.
     *
     * @param words in lower case; the first few are enough
     */
    public static StatementKind of(List<String> words) {
        if (words.isEmpty()) {
            return PLAIN;
        }
        if (isControl(words.get(0), words.size() > 1 ? words.get(1) : "")) {
            return TRANSACTION_CONTROL;
        }
        return isNonTransactional(words.get(0), words) ? NON_TRANSACTIONAL : PLAIN;
    }

    private static boolean isControl(String first, String second) {
        return CONTROL.contains(first)
                || (first.equals("start") && second.equals("transaction"))
                || (first.equals("prepare") && second.equals("transaction"))
                || (first.equals("rollback") && !second.equals("to"));
    }

    private static boolean isNonTransactional(String first, List<String> words) {
        String second = words.size() > 1 ? words.get(1) : "";
        return switch (first) {
            case "vacuum" -> true;
            case "create", "drop" ->
                CLUSTER_WIDE.contains(second) || (words.contains("index") && words.contains("concurrently"));
            case "alter" -> second.equals("system") || (words.contains("detach") && words.contains("concurrently"));
            case "reindex" -> words.contains("concurrently") || second.equals("database") || second.equals("system");
            default -> false;
        };
    }
}
