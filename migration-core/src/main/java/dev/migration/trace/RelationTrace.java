// SPDX-License-Identifier: Apache-2.0
package dev.migration.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a statement did to one relation.
 *
 * @param baseline the relation before the first revision of the trace; empty if it is newer
 * @param before the relation before the statement; empty if the statement created it
 * @param after the relation after the statement; empty if the statement dropped it
 * @param use locks, scans and rows
 */
public record RelationTrace(
        Optional<RelationState> baseline, Optional<RelationState> before, Optional<RelationState> after, Use use) {

    /**
     * How a statement uses a relation.
     *
     * @param held the strongest mode that was held before the statement
     * @param taken the modes that the statement took in addition
     * @param scans how often the statement read every row
     * @param indexScans how often the statement read the relation through an index
     * @param rows how many rows the statement inserted, changed or deleted
     */
    public record Use(Optional<LockMode> held, Set<LockMode> taken, long scans, long indexScans, long rows) {

        static final Use NONE = new Use(Optional.empty(), Set.of(), 0, 0, 0);

        public Use {
            taken = Set.copyOf(taken);
        }

        /** The strongest mode that the statement took. */
        public Optional<LockMode> strongest() {
            return taken.stream().max(LockMode::compareTo);
        }
    }

    /** The relation as it is now, or as it was before it was dropped. */
    public RelationState state() {
        return after.or(() -> before).orElseThrow();
    }

    public CatalogObject relation() {
        return state().relation();
    }

    /** Its name as SQL before the statement, by which other statements of that time know it. */
    public String name() {
        return before.orElseGet(this::state).relation().name();
    }

    public long oid() {
        return Long.parseLong(relation().id());
    }

    /** Whether it existed before the first revision of the trace, so that running applications may use it. */
    public boolean existedBefore() {
        return baseline.isPresent();
    }

    /** Whether a part existed before the first revision of the trace. */
    public boolean existedBefore(CatalogObject part) {
        return baseline.flatMap(state -> state.find(part)).isPresent();
    }

    /** Whether its file was replaced by another one that has its rows. */
    public boolean isRewritten() {
        return changes().stream()
                .anyMatch(change -> change.object().id().equals(relation().id()) && change.changes("file"));
    }

    /** What changed: the relation itself, and its parts. */
    public List<CatalogChange> changes() {
        List<CatalogChange> changes = new ArrayList<>();
        Optional<CatalogObject> old = before.map(RelationState::relation);
        Optional<CatalogObject> now = after.map(RelationState::relation);
        if (!old.equals(now)) {
            changes.add(new CatalogChange(old, now));
        }
        Map<String, CatalogObject> olds = before.map(RelationState::parts).orElse(Map.of());
        Map<String, CatalogObject> news = after.map(RelationState::parts).orElse(Map.of());
        Set<String> keys = new TreeSet<>(olds.keySet());
        keys.addAll(news.keySet());
        for (String key : keys) {
            Optional<CatalogObject> first = Optional.ofNullable(olds.get(key));
            Optional<CatalogObject> second = Optional.ofNullable(news.get(key));
            if (!first.equals(second)) {
                changes.add(new CatalogChange(first, second));
            }
        }
        return changes;
    }

    /** The changes of one kind of parts. */
    public List<CatalogChange> changes(ObjectKind kind) {
        return changes().stream()
                .filter(change -> change.isOf(kind)
                        && !change.object().id().equals(relation().id()))
                .toList();
    }
}
