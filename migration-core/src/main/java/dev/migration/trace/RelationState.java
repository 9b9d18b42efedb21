// SPDX-License-Identifier: Apache-2.0
package dev.migration.trace;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A relation with everything that belongs to it: columns, constraints, triggers, policies, parents, and its indexes.
 *
 * @param parts by kind and id
 */
public record RelationState(CatalogObject relation, Map<String, CatalogObject> parts) {

    public RelationState {
        parts = Map.copyOf(parts);
    }

    /** Its parts of one kind; an index is a part of the kind {@link ObjectKind#RELATION}. */
    public List<CatalogObject> parts(ObjectKind kind) {
        return parts.values().stream().filter(part -> part.kind() == kind).toList();
    }

    /** A part that has the same identity, in this state. */
    public Optional<CatalogObject> find(CatalogObject part) {
        return Optional.ofNullable(parts.get(key(part)));
    }

    /** A column by its name as SQL. */
    public Optional<CatalogObject> column(String name) {
        return parts(ObjectKind.COLUMN).stream()
                .filter(column -> column.name().equals(name))
                .findFirst();
    }

    static String key(CatalogObject part) {
        return part.kind() + " " + part.id();
    }
}
