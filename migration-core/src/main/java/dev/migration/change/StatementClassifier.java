// SPDX-License-Identifier: Apache-2.0
package dev.migration.change;

import java.util.Locale;
import java.util.Set;

import dev.migration.trace.LockMode;

/** Finds what one statement does by its words. */
record StatementClassifier(CreatedRelations created) {

    /** Statements that change no object and no row that instances use. */
    private static final Set<String> HARMLESS = Set.of(
            "analyze",
            "checkpoint",
            "close",
            "comment",
            "deallocate",
            "declare",
            "discard",
            "fetch",
            "grant",
            "import",
            "listen",
            "load",
            "move",
            "notify",
            "prepare",
            "reassign",
            "release",
            "reset",
            "revoke",
            "rollback",
            "savepoint",
            "security",
            "set",
            "show",
            "unlisten");

    Effect effect(StatementCursor statement) {
        noteSearchPath(statement);
        if (statement.isCut() && !statement.at("insert") && !statement.at("create")) {
            return Effect.maybe(ChangeClass.DESTRUCTIVE);
        }
        RowStatement rows = new RowStatement(created);
        String first = statement.take();
        return switch (first) {
            case "create" -> new CreateStatement(created).effect(statement);
            case "alter" -> new AlterStatement(created).effect(statement);
            case "drop" -> new DropStatement(created).effect(statement);
            case "insert", "update", "delete", "merge", "copy" -> rows.change(statement);
            case "select", "values", "with", "table", "explain", "(" -> rows.query(statement);
            case "do" -> rows.block(statement);
            case "truncate" -> truncate(statement);
            case "vacuum", "cluster", "reindex", "refresh", "lock" -> maintenance(first, statement);
            default -> HARMLESS.contains(first) ? Effect.ADDITIVE : Effect.maybe(ChangeClass.DESTRUCTIVE);
        };
    }

    private Effect truncate(StatementCursor statement) {
        statement.accept("table");
        statement.accept("only");
        Effect effect = Effect.of(ChangeClass.DESTRUCTIVE);
        for (String table : statement.names()) {
            effect = created.contains(table) ? effect : effect.locking(table, LockMode.ACCESS_EXCLUSIVE);
        }
        return effect;
    }

    private Effect maintenance(String kind, StatementCursor statement) {
        return switch (kind) {
            case "vacuum" ->
                statement.rest().contains("full") ? rewrite(statement, LockMode.ACCESS_EXCLUSIVE) : Effect.ADDITIVE;
            case "reindex" ->
                statement.rest().contains("concurrently") && !statement.rest().contains("off")
                        ? Effect.ADDITIVE
                        : rewrite(statement, LockMode.SHARE);
            case "lock" -> lock(statement);
            case "refresh" -> refresh(statement);
            default -> rewrite(statement, LockMode.ACCESS_EXCLUSIVE);
        };
    }

    /** VACUUM FULL, CLUSTER and REINDEX, behind that word: of a table, if one is named. */
    private Effect rewrite(StatementCursor statement, LockMode mode) {
        Effect effect = Effect.of(ChangeClass.BLOCKING);
        statement.skipParentheses();
        if (statement.at("index") || statement.at("schema") || statement.at("database") || statement.at("system")) {
            return effect;
        }
        while (statement.acceptOneOf("full", "freeze", "verbose", "analyze", "table")) {
            // Options stand before the name.
        }
        if (statement.atEnd()) {
            return effect;
        }
        String table = statement.name();
        return created.contains(table) ? Effect.ADDITIVE : effect.locking(table, mode);
    }

    private Effect refresh(StatementCursor statement) {
        statement.accept("materialized", "view");
        boolean concurrently = statement.accept("concurrently");
        String view = statement.name();
        return created.contains(view)
                ? Effect.ADDITIVE
                : Effect.of(ChangeClass.BLOCKING)
                        .locking(view, concurrently ? LockMode.EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE);
    }

    private Effect lock(StatementCursor statement) {
        statement.accept("table");
        statement.accept("only");
        Effect effect = Effect.ADDITIVE;
        for (String table : statement.names()) {
            effect = created.contains(table) ? effect : effect.locking(table, mode(statement));
        }
        boolean blocks = effect.locks().stream().anyMatch(TableLock::blocksWrites);
        return blocks ? effect.and(Effect.of(ChangeClass.BLOCKING)) : effect;
    }

    private static LockMode mode(StatementCursor statement) {
        String text = String.join("_", statement.rest()).toUpperCase(Locale.ROOT);
        for (LockMode mode : LockMode.values()) {
            if (text.startsWith("IN_" + mode.name() + "_MODE")) {
                return mode;
            }
        }
        return LockMode.ACCESS_EXCLUSIVE;
    }

    private void noteSearchPath(StatementCursor statement) {
        if (statement.rest().contains("search_path") || statement.rest().contains("'search_path'")) {
            created.searchPathChanged();
        }
    }
}
