// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
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

    /** A hash of everything that the catalogs say: equal for equal schemas. */
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            objects.forEach((object, facts) -> digest.update((object.kind()
                            + '\0'
                            + object
                            + '\0'
                            + object.schema()
                            + '\0'
                            + object.owner()
                            + '\0'
                            + facts
                            + '\0')
                    .getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The same database without the objects that do not match, and without what belongs to them. */
    public SchemaSnapshot only(Predicate<SchemaObject> scope) {
        // A copy of a sorted map needs no comparisons.
        SortedMap<SchemaObject, SortedMap<String, String>> kept = new TreeMap<>(objects);
        kept.keySet().removeIf(object -> !scope.test(object));
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
