// SPDX-License-Identifier: Apache-2.0
package dev.migration.change;

import java.util.List;
import java.util.Set;

import dev.migration.trace.LockMode;

/** Statements that begin with CREATE, behind that word. */
record CreateStatement(CreatedRelations created) {

    private static final Set<String> TEMPORARY = Set.of("temp", "temporary");

    Effect effect(StatementCursor statement) {
        boolean replaces = statement.accept("or", "replace");
        statement.acceptOneOf("global", "local");
        boolean temporary = TEMPORARY.contains(statement.word());
        statement.acceptOneOf("temp", "temporary", "unlogged", "foreign", "recursive", "constraint", "event");
        return switch (statement.take()) {
            case "table" -> table(statement, temporary);
            case "unique", "index" -> index(statement);
            case "materialized" -> view(statement);
            case "view" -> replaces ? Effect.ADDITIVE : view(statement);
            case "type" -> type(statement);
            case "trigger" -> onTable(statement, LockMode.SHARE_ROW_EXCLUSIVE);
            case "rule", "policy" -> onTable(statement, LockMode.ACCESS_EXCLUSIVE);
            default -> Effect.ADDITIVE;
        };
    }

    private Effect table(StatementCursor statement, boolean temporary) {
        boolean maybe = statement.accept("if", "not", "exists");
        String table = statement.name();
        Effect effect = partition(statement.copy()).and(references(statement));
        boolean reads = statement.says("as") && FunctionCalls.mayDoAnything(statement.rest());
        if (temporary) {
            created.addTemporary(table);
        } else if (!maybe) {
            created.add(table);
        }
        return reads ? effect.and(Effect.maybe(ChangeClass.DESTRUCTIVE)) : effect;
    }

    /** A new partition: the rows of a default partition are read, if there is one. */
    private Effect partition(StatementCursor statement) {
        if (!statement.accept("partition", "of")) {
            return Effect.ADDITIVE;
        }
        String parent = statement.name();
        return created.contains(parent)
                ? Effect.ADDITIVE
                : Effect.maybe(ChangeClass.BLOCKING).locking(parent, LockMode.ACCESS_EXCLUSIVE);
    }

    private Effect references(StatementCursor statement) {
        Effect effect = Effect.ADDITIVE;
        StatementCursor reading = statement.copy();
        while (!reading.atEnd()) {
            if (reading.take().equals("references")) {
                String other = reading.name();
                effect = created.contains(other) ? effect : effect.locking(other, LockMode.SHARE_ROW_EXCLUSIVE);
            }
        }
        return effect;
    }

    private Effect index(StatementCursor statement) {
        statement.accept("index");
        boolean concurrently = statement.accept("concurrently");
        statement.find("on");
        boolean only = statement.accept("only");
        String table = statement.name();
        if (created.contains(table)) {
            return Effect.ADDITIVE;
        }
        if (concurrently) {
            return Effect.ADDITIVE.locking(table, LockMode.SHARE_UPDATE_EXCLUSIVE);
        }
        // ON ONLY builds nothing if the table is partitioned.
        return new Effect(ChangeClass.BLOCKING, !only, List.of()).locking(table, LockMode.SHARE);
    }

    private Effect view(StatementCursor statement) {
        statement.accept("view");
        boolean maybe = statement.accept("if", "not", "exists");
        String view = statement.name();
        if (!maybe) {
            created.add(view);
        }
        return Effect.ADDITIVE;
    }

    private Effect type(StatementCursor statement) {
        created.addType(statement.name());
        return Effect.ADDITIVE;
    }

    private Effect onTable(StatementCursor statement, LockMode mode) {
        if (statement.accept("trigger") || !statement.find("on")) {
            return Effect.ADDITIVE;
        }
        String table = statement.name();
        return created.contains(table) ? Effect.ADDITIVE : Effect.ADDITIVE.locking(table, mode);
    }
}
