// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema;

import java.util.Optional;

/**
 * An object of a database, identified by what a user calls it; two databases have the same object if kind and name are equal.
 *
 * @param kind what PostgreSQL calls it, for example {@code table}, {@code column}, {@code materialized view}
 * @param name qualified by its schema and quoted where SQL demands it, for example {@code public.tickets.priority}
 * @param schema the schema that contains it; empty for an object outside schemas, such as a publication
 * @param owner the relation or type that it belongs to, as {@link #name} of that object: the table of a column, an index, a
 *     constraint, a trigger; empty if it stands alone
 */
public record SchemaObject(String kind, String name, String schema, String owner) implements Comparable<SchemaObject> {

    /** The name of the relation or type that it belongs to. */
    public Optional<String> ownedBy() {
        return owner.isEmpty() ? Optional.empty() : Optional.of(owner);
    }

    /** By schema; the objects of a table follow the table. */
    @Override
    public int compareTo(SchemaObject other) {
        int order = schema.compareTo(other.schema);
        if (order == 0) {
            order = whole().compareTo(other.whole());
        }
        if (order == 0) {
            order = Boolean.compare(!owner.isEmpty(), !other.owner.isEmpty());
        }
        if (order == 0) {
            order = kind.compareTo(other.kind);
        }
        return order == 0 ? name.compareTo(other.name) : order;
    }

    private String whole() {
        return owner.isEmpty() ? name : owner;
    }

    /** For example {@code column public.tickets.priority}. */
    @Override
    public String toString() {
        return kind + " " + name;
    }
}
