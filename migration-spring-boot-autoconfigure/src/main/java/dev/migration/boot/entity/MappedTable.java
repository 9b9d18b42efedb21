// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.entity;

import java.util.Locale;

import org.hibernate.mapping.Table;

import dev.migration.schema.SchemaDifference;
import dev.migration.schema.SchemaObject;

/** Finds the objects of a database that belong to a table of Hibernate; letters in upper case are as those in lower case. */
final class MappedTable {

    private static final String NOT_NULL = "attnotnull";

    private MappedTable() {}

    /** Whether an object is a part of the table. A table without a schema is in the first one of the search path, which has any name. */
    static boolean contains(Table table, SchemaObject object) {
        String schema = table.getSchema();
        return (schema == null || schema.equalsIgnoreCase(object.schema()))
                && object.ownedBy()
                        .map(MappedTable::local)
                        .filter(table.getName()::equalsIgnoreCase)
                        .isPresent();
    }

    /** Whether the column has become NOT NULL, and is otherwise as it was; from PostgreSQL 18 a constraint comes with that. */
    static boolean isNotNull(SchemaDifference difference, String column) {
        String name = difference.object().name();
        if (difference instanceof SchemaDifference.Added added) {
            return added.object().kind().equals("constraint") && unquoted(name).endsWith(".not null " + column);
        }
        return difference instanceof SchemaDifference.Changed changed
                && changed.object().kind().equals("column")
                && local(name).equals(column)
                && changed.changes().stream()
                        .allMatch(change -> change.fact().equals(NOT_NULL) && "true".equals(change.to()));
    }

    private static String local(String name) {
        String unquoted = unquoted(name);
        return unquoted.substring(unquoted.lastIndexOf('.') + 1);
    }

    private static String unquoted(String name) {
        return name.replace("\"", "").toLowerCase(Locale.ROOT);
    }
}
