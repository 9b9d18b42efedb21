// SPDX-License-Identifier: Apache-2.0
package dev.migration.change;

import java.util.Set;

import dev.migration.trace.LockMode;

/** {@code ADD COLUMN name type …} of an existing table: what its type, default and constraints do with existing rows. */
record ColumnDefinition(CreatedRelations created) {

    private static final Set<String> SERIAL =
            Set.of("serial", "bigserial", "smallserial", "serial2", "serial4", "serial8");

    /** Types of the server: they have no condition, and a new column of one needs no look at the rows. */
    private static final Set<String> BUILT_IN = Set.of(
            "bigint",
            "bit",
            "bool",
            "boolean",
            "box",
            "bytea",
            "char",
            "character",
            "cidr",
            "circle",
            "date",
            "daterange",
            "decimal",
            "double",
            "float",
            "float4",
            "float8",
            "inet",
            "int",
            "int2",
            "int4",
            "int4range",
            "int8",
            "int8range",
            "integer",
            "interval",
            "json",
            "jsonb",
            "jsonpath",
            "line",
            "lseg",
            "macaddr",
            "macaddr8",
            "money",
            "name",
            "national",
            "nchar",
            "numeric",
            "numrange",
            "oid",
            "path",
            "pg_lsn",
            "point",
            "polygon",
            "real",
            "smallint",
            "text",
            "time",
            "timestamp",
            "timestamptz",
            "timetz",
            "tsquery",
            "tsrange",
            "tstzrange",
            "tsvector",
            "uuid",
            "varbit",
            "varchar",
            "xml");

    /** Functions that have one value for the whole statement. */
    private static final Set<String> STABLE = Set.of(
            "now",
            "current_date",
            "current_timestamp",
            "current_time",
            "localtime",
            "localtimestamp",
            "current_user",
            "session_user",
            "user",
            "transaction_timestamp",
            "statement_timestamp",
            "current_schema",
            "current_role");

    private static final Set<String> CONSTANT = Set.of("true", "false", "null");

    /** @param column the words behind the name of the column */
    Effect effect(StatementCursor column) {
        Effect effect = type(column.copy());
        boolean hasDefault = column.says("default") && !column.says("by", "default");
        if (column.says("stored")
                || column.says("identity")
                || column.says("unique")
                || column.says("primary", "key")) {
            effect = effect.and(Effect.of(ChangeClass.BLOCKING));
        } else if (column.says("check") || hasDefault && !isConstant(column.copy())) {
            effect = effect.and(Effect.maybe(ChangeClass.BLOCKING));
        } else if (column.says("not", "null") && !hasDefault || column.says("references") && hasDefault) {
            effect = effect.and(Effect.maybe(ChangeClass.BLOCKING));
        }
        return effect.and(referenced(column.copy()));
    }

    private Effect type(StatementCursor column) {
        if (SERIAL.contains(column.word())) {
            return Effect.of(ChangeClass.BLOCKING);
        }
        String type = column.name();
        String plain = type.startsWith("pg_catalog.") ? type.substring("pg_catalog.".length()) : type;
        return BUILT_IN.contains(plain) || created.containsType(type)
                ? Effect.ADDITIVE
                : Effect.maybe(ChangeClass.BLOCKING);
    }

    private Effect referenced(StatementCursor column) {
        if (!column.find("references")) {
            return Effect.ADDITIVE;
        }
        String other = column.name();
        return created.contains(other) ? Effect.ADDITIVE : Effect.ADDITIVE.locking(other, LockMode.SHARE_ROW_EXCLUSIVE);
    }

    private static boolean isConstant(StatementCursor column) {
        column.find("default");
        column.acceptOneOf("-", "+");
        String value = column.take();
        boolean literal = value.endsWith("'") || value.matches("[0-9].*") || value.startsWith("$");
        boolean known = literal || CONSTANT.contains(value) || STABLE.contains(value);
        return known && !isPartOfMore(column, value);
    }

    /** A cast to a type of the server stays a constant; anything else may call a function. */
    private static boolean isPartOfMore(StatementCursor column, String value) {
        if (STABLE.contains(value)) {
            column.skipParentheses();
        }
        while (column.accept("::") || column.accept(":", ":")) {
            if (!BUILT_IN.contains(column.take())) {
                return true;
            }
            column.acceptOneOf("varying", "precision");
            column.skipParentheses();
            while (column.accept("[")) {
                column.find("]");
            }
        }
        return !column.atEnd() && !column.word().matches("[a-z]+");
    }
}
