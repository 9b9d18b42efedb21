// SPDX-License-Identifier: Apache-2.0
package dev.migration.change;

import java.util.Set;

import dev.migration.trace.LockMode;

/** One action of an {@code ALTER TABLE} of an existing table. */
record AlterTableAction(CreatedRelations created, String table) {

    private static final Set<String> CONSTRAINTS =
            Set.of("constraint", "check", "unique", "primary", "foreign", "exclude", "not");

    Effect effect(StatementCursor action) {
        return switch (action.take()) {
            case "add" -> add(action);
            case "drop" -> drop(action);
            case "alter" -> alterColumn(action);
            case "rename" -> locked(rename(action));
            case "set" -> set(action);
            case "reset" -> locked(Effect.ADDITIVE, LockMode.SHARE_UPDATE_EXCLUSIVE);
            case "validate" -> locked(Effect.ADDITIVE, LockMode.SHARE_UPDATE_EXCLUSIVE);
            case "cluster" -> locked(Effect.ADDITIVE, LockMode.SHARE_UPDATE_EXCLUSIVE);
            case "enable", "disable" ->
                locked(
                        Effect.ADDITIVE,
                        action.says("trigger") ? LockMode.SHARE_ROW_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE);
            case "force", "no", "inherit", "of", "not", "owner", "replica" -> locked(Effect.ADDITIVE);
            case "attach" -> attach(action);
            case "detach" ->
                action.says("concurrently")
                        ? locked(Effect.of(ChangeClass.DATA), LockMode.SHARE_UPDATE_EXCLUSIVE)
                        : locked(Effect.of(ChangeClass.BLOCKING));
            default -> locked(Effect.maybe(ChangeClass.DESTRUCTIVE));
        };
    }

    private Effect add(StatementCursor action) {
        if (CONSTRAINTS.contains(action.word())) {
            return constraint(action);
        }
        action.accept("column");
        action.accept("if", "not", "exists");
        action.name();
        return locked(new ColumnDefinition(created).effect(action));
    }

    private Effect constraint(StatementCursor action) {
        if (action.accept("constraint")) {
            action.name();
        }
        LockMode mode = action.at("foreign") ? LockMode.SHARE_ROW_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE;
        Effect effect = locked(constraintClass(action), mode);
        if (!action.find("references")) {
            return effect;
        }
        String other = action.name();
        return created.contains(other) ? effect : effect.locking(other, mode);
    }

    private static Effect constraintClass(StatementCursor action) {
        if (action.says("not", "valid") || action.says("not", "enforced")) {
            return Effect.ADDITIVE;
        }
        if (action.says("using", "index")) {
            // A primary key sets its columns NOT NULL, and then reads every row.
            return action.at("primary") ? Effect.maybe(ChangeClass.BLOCKING) : Effect.ADDITIVE;
        }
        return Effect.of(ChangeClass.BLOCKING);
    }

    private Effect drop(StatementCursor action) {
        if (action.accept("constraint")) {
            boolean cascades = action.says("cascade");
            return locked(cascades ? Effect.maybe(ChangeClass.DESTRUCTIVE) : Effect.of(ChangeClass.WIDENING));
        }
        action.accept("column");
        return locked(
                action.at("if", "exists") ? Effect.maybe(ChangeClass.DESTRUCTIVE) : Effect.of(ChangeClass.DESTRUCTIVE));
    }

    private Effect alterColumn(StatementCursor action) {
        if (action.accept("constraint")) {
            return locked(Effect.maybe(ChangeClass.BLOCKING));
        }
        action.accept("column");
        action.name();
        return switch (action.take()) {
            case "type" -> locked(Effect.maybe(ChangeClass.BLOCKING));
            case "add", "reset", "restart" -> locked(Effect.ADDITIVE);
            case "drop" -> locked(action.at("default") ? Effect.ADDITIVE : Effect.of(ChangeClass.WIDENING));
            case "set" -> setColumn(action);
            default -> locked(Effect.maybe(ChangeClass.DESTRUCTIVE));
        };
    }

    private Effect setColumn(StatementCursor action) {
        return switch (action.word()) {
            case "data", "not", "expression" -> locked(Effect.maybe(ChangeClass.BLOCKING));
            case "statistics", "(" -> locked(Effect.ADDITIVE, LockMode.SHARE_UPDATE_EXCLUSIVE);
            default -> locked(Effect.ADDITIVE);
        };
    }

    private static Effect rename(StatementCursor action) {
        return Effect.of(action.at("constraint") ? ChangeClass.ADDITIVE : ChangeClass.DESTRUCTIVE);
    }

    private Effect set(StatementCursor action) {
        return switch (action.word()) {
            case "(" -> locked(Effect.ADDITIVE, LockMode.SHARE_UPDATE_EXCLUSIVE);
            case "schema" -> locked(Effect.of(ChangeClass.DESTRUCTIVE));
            case "without" -> locked(Effect.ADDITIVE);
            default -> locked(Effect.of(ChangeClass.BLOCKING));
        };
    }

    private Effect attach(StatementCursor action) {
        action.accept("partition");
        String partition = action.name();
        Effect effect = locked(Effect.maybe(ChangeClass.BLOCKING), LockMode.SHARE_UPDATE_EXCLUSIVE);
        return created.contains(partition) ? effect : effect.locking(partition, LockMode.ACCESS_EXCLUSIVE);
    }

    private Effect locked(Effect effect) {
        return locked(effect, LockMode.ACCESS_EXCLUSIVE);
    }

    private Effect locked(Effect effect, LockMode mode) {
        return Effect.ADDITIVE.locking(table, mode).and(effect);
    }
}
