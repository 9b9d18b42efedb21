// SPDX-License-Identifier: Apache-2.0
package dev.migration.change;

/** Statements that begin with ALTER, behind that word. */
record AlterStatement(CreatedRelations created) {

    Effect effect(StatementCursor statement) {
        return switch (statement.take()) {
            case "table", "foreign" -> table(statement);
            case "materialized" -> materializedView(statement);
            case "index" -> index(statement);
            case "type" -> type(statement);
            case "domain" -> domain(statement);
            case "extension" -> Effect.maybe(ChangeClass.DESTRUCTIVE);
            case "trigger", "policy", "rule", "default", "role", "user", "group", "database", "system" ->
                Effect.ADDITIVE;
            default -> other(statement);
        };
    }

    private Effect table(StatementCursor statement) {
        statement.accept("table");
        if (statement.accept("all", "in", "tablespace")) {
            return Effect.of(ChangeClass.BLOCKING);
        }
        statement.accept("if", "exists");
        statement.accept("only");
        String table = statement.name();
        statement.accept("*");
        if (created.contains(table)) {
            return newTable(statement, table);
        }
        if (statement.at("rename", "to") || statement.at("set", "schema")) {
            created.remove(table);
        }
        AlterTableAction action = new AlterTableAction(created, table);
        return statement.items().stream().map(action::effect).reduce(Effect.ADDITIVE, Effect::and);
    }

    /** Only a new foreign key and a new partition concern another table. */
    private Effect newTable(StatementCursor statement, String table) {
        Effect effect = Effect.ADDITIVE;
        for (StatementCursor item : statement.items()) {
            if (item.accept("rename", "to")) {
                created.rename(table, sameSchema(table, item.name()));
            } else if (item.accept("set", "schema")) {
                created.rename(table, item.name() + "." + table.substring(table.lastIndexOf('.') + 1));
            } else if (item.says("references") || item.at("attach") || item.at("inherit")) {
                Effect one = new AlterTableAction(created, table).effect(item);
                effect = effect.and(without(table, one, item.rest().contains("references")));
            }
        }
        return effect;
    }

    private static Effect without(String table, Effect effect, boolean reference) {
        return new Effect(
                reference ? ChangeClass.ADDITIVE : effect.changeClass(),
                effect.certain(),
                effect.locks().stream()
                        .filter(lock -> !lock.table().equals(table))
                        .toList());
    }

    private static String sameSchema(String table, String name) {
        int point = table.lastIndexOf('.');
        return point < 0 ? name : table.substring(0, point + 1) + name;
    }

    private Effect materializedView(StatementCursor statement) {
        statement.accept("view");
        statement.accept("if", "exists");
        String view = statement.name();
        return created.contains(view)
                ? Effect.ADDITIVE
                : statement.items().stream()
                        .map(new AlterTableAction(created, view)::effect)
                        .reduce(Effect.ADDITIVE, Effect::and);
    }

    private static Effect index(StatementCursor statement) {
        return statement.says("tablespace") ? Effect.of(ChangeClass.BLOCKING) : Effect.ADDITIVE;
    }

    private Effect type(StatementCursor statement) {
        String type = statement.name();
        if (created.containsType(type)) {
            return Effect.ADDITIVE;
        }
        if (statement.at("add", "value")) {
            return Effect.of(ChangeClass.WIDENING);
        }
        if (statement.says("attribute") && !statement.at("rename")) {
            return Effect.maybe(statement.says("drop", "attribute") ? ChangeClass.DESTRUCTIVE : ChangeClass.BLOCKING);
        }
        return statement.at("owner") || statement.at("set", "(") ? Effect.ADDITIVE : Effect.of(ChangeClass.DESTRUCTIVE);
    }

    private static Effect domain(StatementCursor statement) {
        statement.name();
        if (statement.at("add") && statement.says("not", "valid")
                || statement.at("owner")
                || statement.says("default")) {
            return Effect.ADDITIVE;
        }
        return switch (statement.word()) {
            case "add", "validate" -> Effect.maybe(ChangeClass.BLOCKING);
            case "set" -> Effect.maybe(statement.says("schema") ? ChangeClass.DESTRUCTIVE : ChangeClass.BLOCKING);
            case "drop" -> Effect.of(ChangeClass.WIDENING);
            default -> statement.at("rename", "constraint") ? Effect.ADDITIVE : Effect.of(ChangeClass.DESTRUCTIVE);
        };
    }

    /** A function, a schema, a sequence, a view and so on. */
    private static Effect other(StatementCursor statement) {
        if (statement.says("rename", "to") || statement.says("set", "schema")) {
            return Effect.of(ChangeClass.DESTRUCTIVE);
        }
        return statement.says("rename") || statement.says("drop")
                ? Effect.maybe(ChangeClass.DESTRUCTIVE)
                : Effect.ADDITIVE;
    }
}
