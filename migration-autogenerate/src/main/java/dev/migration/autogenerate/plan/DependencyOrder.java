// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.migration.schema.SchemaObject;

/** Puts objects after those that they need; among those that are free, the order of their kinds and names decides. */
final class DependencyOrder {

    private static final Comparator<SchemaObject> BY_KIND = Comparator.comparing(
                    (SchemaObject object) -> Kinds.rank(object.kind()))
            .thenComparing(Comparator.naturalOrder());

    private final Map<SchemaObject, Set<SchemaObject>> needs = new HashMap<>();
    private final Map<SchemaObject, Set<SchemaObject>> wishes = new HashMap<>();

    DependencyOrder(Set<SchemaObject> objects) {
        objects.forEach(object -> {
            needs.put(object, new LinkedHashSet<>());
            wishes.put(object, new LinkedHashSet<>());
        });
    }

    void needs(SchemaObject object, SchemaObject needed) {
        add(needs, object, needed);
    }

    /** What is given up if it is a part of a circle. */
    void wishes(SchemaObject object, SchemaObject wished) {
        add(wishes, object, wished);
    }

    private static void add(Map<SchemaObject, Set<SchemaObject>> edges, SchemaObject object, SchemaObject needed) {
        Set<SchemaObject> known = edges.get(object);
        if (known != null && edges.containsKey(needed) && !object.equals(needed)) {
            known.add(needed);
        }
    }

    List<SchemaObject> sorted() {
        List<SchemaObject> sorted = new ArrayList<>();
        Set<SchemaObject> done = new LinkedHashSet<>();
        TreeSet<SchemaObject> open = new TreeSet<>(BY_KIND);
        open.addAll(needs.keySet());
        while (!open.isEmpty()) {
            SchemaObject next = next(open, done);
            open.remove(next);
            done.add(next);
            sorted.add(next);
        }
        return sorted;
    }

    private SchemaObject next(TreeSet<SchemaObject> open, Set<SchemaObject> done) {
        return open.stream()
                .filter(object -> done.containsAll(of(needs, object)) && done.containsAll(of(wishes, object)))
                .findFirst()
                .or(() -> open.stream()
                        .filter(object -> done.containsAll(of(needs, object)))
                        .findFirst())
                .orElseGet(open::first);
    }

    private static Set<SchemaObject> of(Map<SchemaObject, Set<SchemaObject>> edges, SchemaObject object) {
        return edges.getOrDefault(object, Set.of());
    }
}
