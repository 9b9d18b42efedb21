// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema;

import java.util.List;
import java.util.Map;

/**
 * The objects of a database and what they need of each other: enough to write the statements that create them.
 *
 * @param dependencies between objects of the snapshot; an object that belongs to another one does not list that
 * @param texts what statements need and no comparison does: the whole definition of a function, the name of a NOT NULL constraint
 */
public record SchemaGraph(
        SchemaSnapshot snapshot, List<SchemaDependency> dependencies, Map<SchemaObject, String> texts) {

    public SchemaGraph {
        dependencies = List.copyOf(dependencies);
        texts = Map.copyOf(texts);
    }

    /** The same graph with a part of its objects. */
    public SchemaGraph with(SchemaSnapshot part) {
        return new SchemaGraph(
                part,
                dependencies.stream()
                        .filter(dependency -> part.objects().containsKey(dependency.object())
                                && part.objects().containsKey(dependency.needed()))
                        .toList(),
                texts);
    }
}
