// SPDX-License-Identifier: Apache-2.0
package dev.migration.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is known of the catalogs: everything at first, then kept up to date with what each statement touched. */
final class CatalogState {

    private final Map<Long, RelationState> relations;
    private final Map<String, CatalogObject> objects = new HashMap<>();
    private final Map<Long, Long> tables = new HashMap<>();

    CatalogState(CatalogRows rows) {
        this.relations = new HashMap<>(rows.relations());
        rows.objects().forEach(object -> objects.put(RelationState.key(object), object));
        relations.values().forEach(this::addIndexes);
    }

    /** The relations that exist now. */
    Map<Long, RelationState> relations() {
        return Map.copyOf(relations);
    }

    /** The table of an index that is known; otherwise the relation itself. */
    long tableOf(long oid) {
        return tables.getOrDefault(oid, oid);
    }

    Set<Long> known() {
        return Set.copyOf(relations.keySet());
    }

    Optional<RelationState> find(long oid) {
        return Optional.ofNullable(relations.get(oid));
    }

    /** Replaces what is known of these relations; one that is not among the rows does not exist any more. */
    void replace(Set<Long> touched, CatalogRows rows) {
        touched.forEach(relations::remove);
        relations.putAll(rows.relations());
        rows.relations().values().forEach(this::addIndexes);
    }

    /**
     * Replaces what is known of objects outside relations.
     *
     * @param locked oids that were read; one that is not among the rows does not exist any more
     */
    List<CatalogChange> replaceObjects(Set<Long> locked, List<CatalogObject> rows) {
        Map<String, CatalogObject> now = rows.stream()
                .collect(Collectors.toMap(RelationState::key, row -> row, (a, b) -> b, LinkedHashMap::new));
        Set<String> keys = new TreeSet<>(now.keySet());
        objects.values().stream()
                .filter(object -> locked.contains(Long.valueOf(object.id())))
                .forEach(object -> keys.add(RelationState.key(object)));
        List<CatalogChange> changes = new ArrayList<>();
        for (String key : keys) {
            Optional<CatalogObject> before = Optional.ofNullable(objects.remove(key));
            Optional<CatalogObject> after = Optional.ofNullable(now.get(key));
            after.ifPresent(object -> objects.put(key, object));
            if (!before.equals(after)) {
                changes.add(new CatalogChange(before, after));
            }
        }
        return changes;
    }

    /** The oids of all objects outside relations. */
    Set<Long> knownObjects() {
        return objects.values().stream()
                .map(object -> Long.valueOf(object.id()))
                .collect(Collectors.toSet());
    }

    private void addIndexes(RelationState state) {
        for (CatalogObject index : state.parts(ObjectKind.RELATION)) {
            tables.put(Long.valueOf(index.id()), Long.valueOf(state.relation().id()));
        }
    }
}
