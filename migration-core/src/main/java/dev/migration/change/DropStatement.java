// SPDX-License-Identifier: Apache-2.0
package dev.migration.change;

import java.util.List;

import dev.migration.trace.LockMode;

/** Statements that begin with DROP, behind that word. */
record DropStatement(CreatedRelations created) {

    Effect effect(StatementCursor statement) {
        String kind = statement.take();
        return switch (kind) {
            case "index" -> index(statement);
            case "trigger", "rule", "policy" -> onTable(statement);
            case "cast", "statistics", "role", "user", "group", "publication", "subscription" -> Effect.ADDITIVE;
            case "table", "view", "foreign", "materialized", "sequence" -> relations(statement);
            default -> dropped(statement);
        };
    }

    /** Its table cannot be read while the locks of running queries are awaited. */
    private static Effect index(StatementCursor statement) {
        return statement.accept("concurrently") ? Effect.ADDITIVE : Effect.maybe(ChangeClass.BLOCKING);
    }

    /** What fires or filters on its own is missed by instances without a sign. */
    private Effect onTable(StatementCursor statement) {
        Effect effect = dropped(statement);
        if (!statement.find("on")) {
            return effect;
        }
        String table = statement.name();
        return created.contains(table) ? Effect.ADDITIVE : effect.locking(table, LockMode.ACCESS_EXCLUSIVE);
    }

    private Effect relations(StatementCursor statement) {
        statement.acceptOneOf("table", "view");
        Effect effect = dropped(statement);
        statement.accept("if", "exists");
        List<String> names = statement.names();
        List<String> existing =
                names.stream().filter(name -> !created.contains(name)).toList();
        names.forEach(created::remove);
        if (existing.isEmpty()) {
            return Effect.ADDITIVE;
        }
        for (String name : existing) {
            effect = effect.locking(name, LockMode.ACCESS_EXCLUSIVE);
        }
        return effect;
    }

    private static Effect dropped(StatementCursor statement) {
        return statement.says("if", "exists")
                ? Effect.maybe(ChangeClass.DESTRUCTIVE)
                : Effect.of(ChangeClass.DESTRUCTIVE);
    }
}
