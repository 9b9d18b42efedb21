// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The objects of a database and everything that its catalogs say about each of them.
 *
 * <p>A fact is a column of a catalog, for example {@code attcollation}, with its value as text; references are names, expressions
 * are SQL. Facts without a value are left out. Two databases have the same schema exactly if their snapshots are equal.
 *
 * @param serverVersion the major version of the server; snapshots of different versions cannot be compared, because their
 *     catalogs differ
 * @param objects the facts of each object
 * @param omissions what the role may not read, and what this version does not know, each as a sentence
 */
public record SchemaSnapshot(
        int serverVersion, SortedMap<SchemaObject, SortedMap<String, String>> objects, List<String> omissions) {

    public SchemaSnapshot {
        objects = Collections.unmodifiableSortedMap(objects);
        omissions = List.copyOf(omissions);
    }

    /** The same database without the objects that do not match, and without what belongs to them. */
    public SchemaSnapshot only(Predicate<SchemaObject> scope) {
        SortedMap<SchemaObject, SortedMap<String, String>> kept = new TreeMap<>();
        for (Map.Entry<SchemaObject, SortedMap<String, String>> entry : objects.entrySet()) {
            if (scope.test(entry.getKey())) {
                kept.put(entry.getKey(), entry.getValue());
            }
        }
        return new SchemaSnapshot(serverVersion, kept, omissions);
    }

    /** The same objects without a fact, for example {@code attnum}, the position of a column in its table. */
    public SchemaSnapshot without(String fact) {
        SortedMap<SchemaObject, SortedMap<String, String>> kept = new TreeMap<>();
        objects.forEach((object, facts) -> {
            SortedMap<String, String> others = new TreeMap<>(facts);
            others.remove(fact);
            kept.put(object, others);
        });
        return new SchemaSnapshot(serverVersion, kept, omissions);
    }
}
