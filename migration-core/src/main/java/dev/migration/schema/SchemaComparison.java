// SPDX-License-Identifier: Apache-2.0
package dev.migration.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What changes when the first of two databases becomes the second.
 *
 * @param differences in the order of {@link SchemaObject}; empty exactly if the snapshots have equal objects
 * @param omissions what could not be compared, each as a sentence
 */
public record SchemaComparison(List<SchemaDifference> differences, List<String> omissions) {

    public SchemaComparison {
        differences = List.copyOf(differences);
        omissions = List.copyOf(omissions);
    }

    /** @throws IllegalArgumentException if the snapshots are of different major versions of PostgreSQL */
    public static SchemaComparison of(SchemaSnapshot from, SchemaSnapshot to) {
        if (from.serverVersion() != to.serverVersion()) {
            throw new IllegalArgumentException("A schema of PostgreSQL " + from.serverVersion()
                    + " cannot be compared with one of PostgreSQL " + to.serverVersion());
        }
        List<SchemaDifference> differences = new ArrayList<>();
        SortedSet<SchemaObject> all = new TreeSet<>(to.objects().keySet());
        from.objects().forEach((object, facts) -> {
            // Equal ones are almost all.
            if (facts.equals(to.objects().get(object))) {
                all.remove(object);
            } else {
                all.add(object);
            }
        });
        for (SchemaObject object : all) {
            SortedMap<String, String> before = from.objects().get(object);
            SortedMap<String, String> after = to.objects().get(object);
            if (before == null) {
                differences.add(new SchemaDifference.Added(object, Objects.requireNonNull(after)));
            } else if (after == null) {
                differences.add(new SchemaDifference.Removed(object, before));
            } else if (!before.equals(after)) {
                differences.add(new SchemaDifference.Changed(object, changes(before, after)));
            }
        }
        SortedSet<String> omissions = new TreeSet<>(from.omissions());
        omissions.addAll(to.omissions());
        return new SchemaComparison(differences, List.copyOf(omissions));
    }

    public boolean isEmpty() {
        return differences.isEmpty();
    }

    /** The differences without those of objects whose table or type is itself only in one of the databases. */
    public List<SchemaDifference> withoutParts() {
        SortedSet<String> whole = new TreeSet<>();
        for (SchemaDifference difference : differences) {
            if (!(difference instanceof SchemaDifference.Changed)) {
                whole.add(difference.object().name());
            }
        }
        return differences.stream()
                .filter(difference ->
                        difference.object().ownedBy().filter(whole::contains).isEmpty())
                .toList();
    }

    private static List<SchemaDifference.FactChange> changes(
            SortedMap<String, String> before, SortedMap<String, String> after) {
        SortedSet<String> facts = new TreeSet<>(before.keySet());
        facts.addAll(after.keySet());
        return facts.stream()
                .map(fact -> SchemaDifference.FactChange.of(fact, before, after))
                .filter(change -> !Objects.equals(change.from(), change.to()))
                .toList();
    }
}
