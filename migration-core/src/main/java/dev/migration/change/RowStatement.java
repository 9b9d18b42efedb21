// SPDX-License-Identifier: Apache-2.0
package dev.migration.change;

import java.util.List;
import java.util.Set;

import dev.migration.trace.LockMode;

/** Statements that read or change rows, and blocks of code. */
record RowStatement(CreatedRelations created) {

    private static final Set<String> CHANGES = Set.of("insert", "update", "delete", "merge", "copy");
    private static final Set<String> DESTROYS = Set.of("execute", "call", "perform", "drop", "truncate", "rename");
    private static final Set<String> BLOCKS = Set.of("alter", "reindex", "cluster", "lock", "refresh", "vacuum");
    private static final Set<String> QUERIES = Set.of(
            "select", "with", "table", "explain", "(", "do", "call", "execute", "delete", "merge", "copy", "refresh");
    private static final Set<String> SEQUENCES = Set.of("setval", "nextval");

    /** INSERT, UPDATE, DELETE, MERGE, COPY, behind that word. */
    Effect change(StatementCursor statement) {
        statement.acceptOneOf("into", "from");
        statement.accept("only");
        String table = statement.name();
        boolean write = !statement.says("to", "stdout") && !statement.says("to", "program");
        return created.contains(table) || !write
                ? Effect.ADDITIVE
                : Effect.of(ChangeClass.DATA).locking(table, LockMode.ROW_EXCLUSIVE);
    }

    /** SELECT, VALUES, WITH, EXPLAIN and the like. */
    Effect query(StatementCursor statement) {
        List<String> words = statement.rest();
        if (FunctionCalls.mayDoAnything(words)) {
            return Effect.maybe(ChangeClass.DESTRUCTIVE);
        }
        boolean changes = words.stream().anyMatch(CHANGES::contains) && !statement.says("for", "update");
        boolean sequence = words.stream().anyMatch(SEQUENCES::contains);
        return changes || sequence ? Effect.maybe(ChangeClass.DATA) : Effect.ADDITIVE;
    }

    /** DO: the worst that the words of its body can mean. */
    Effect block(StatementCursor statement) {
        Effect effect = Effect.maybe(ChangeClass.ADDITIVE);
        for (String word : statement.rest()) {
            if (word.startsWith("$") || word.endsWith("'")) {
                effect = effect.and(body(word));
            }
        }
        return effect;
    }

    private static Effect body(String quoted) {
        StatementCursor body = StatementCursor.of(unquoted(quoted));
        List<String> words = body.rest();
        if (body.isCut() || contains(words, DESTROYS) || FunctionCalls.mayDoAnything(words)) {
            return Effect.maybe(ChangeClass.DESTRUCTIVE);
        }
        boolean index = words.contains("create") && (words.contains("index") || words.contains("partition"));
        if (index || contains(words, BLOCKS)) {
            return Effect.maybe(ChangeClass.BLOCKING);
        }
        return Effect.maybe(contains(words, CHANGES) ? ChangeClass.DATA : ChangeClass.ADDITIVE);
    }

    private static boolean contains(List<String> words, Set<String> some) {
        return words.stream().anyMatch(some::contains);
    }

    private static String unquoted(String literal) {
        if (!literal.startsWith("$")) {
            return literal.substring(literal.indexOf('\'') + 1, literal.length() - 1)
                    .replace("''", "'");
        }
        int length = literal.indexOf('$', 1) + 1;
        return literal.substring(length, literal.length() - length);
    }

    /** Whether it may read all rows of a table that an earlier statement has locked. */
    static boolean mayRead(StatementCursor statement) {
        List<String> words = statement.rest();
        if (QUERIES.contains(statement.word())) {
            return true;
        }
        return switch (statement.word()) {
            case "insert" -> words.contains("select") || words.contains("table");
            case "update" -> words.contains("select") || words.contains("from") || words.contains("join");
            case "create" -> words.contains("select") && (statement.says("table") || statement.says("materialized"));
            case "alter" -> words.contains("validate");
            default -> false;
        };
    }
}
