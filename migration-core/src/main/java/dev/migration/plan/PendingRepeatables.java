package dev.migration.plan;

import dev.migration.revision.Repeatable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which repeatables an upgrade to the heads applies, in order:
 *
 * <ul>
 *   <li>those that were never applied, and those whose text is not the one that was applied;
 *   <li>those that a revision dropped or changed since, or is about to;
 *   <li>those that need one of these.
 * </ul>
 *
 * In a database with revisions of a newer application, the first kind is left alone: the newer text is there, and an older
 * instance that starts once more must not put its own back.
 */
public final class PendingRepeatables {

    private final List<Repeatable> inOrder;
    private final Map<String, Optional<String>> applied;
    private final boolean ahead;

    /**
     * @param inOrder the repeatables that have a script, what others need first
     * @param applied by name, the checksums of what is applied; empty where a revision dropped or changed it since
     * @param ahead whether revisions are applied that have no script here
     */
    public PendingRepeatables(List<Repeatable> inOrder, Map<String, Optional<String>> applied, boolean ahead) {
        this.inOrder = List.copyOf(inOrder);
        this.applied = Map.copyOf(applied);
        this.ahead = ahead;
    }

    /**
     * What an upgrade applies at its end.
     *
     * @param reapplied what its revisions drop or change
     */
    public List<Repeatable> pendingAfter(Collection<String> reapplied) {
        Set<String> pending = new HashSet<>(reapplied);
        List<Repeatable> found = new ArrayList<>();
        for (Repeatable repeatable : inOrder) {
            boolean must = pending.contains(repeatable.name())
                    || isOutOfDate(repeatable)
                    || repeatable.needs().stream().anyMatch(pending::contains);
            if (must) {
                pending.add(repeatable.name());
                found.add(repeatable);
            }
        }
        return List.copyOf(found);
    }

    private boolean isOutOfDate(Repeatable repeatable) {
        Optional<String> row = applied.getOrDefault(repeatable.name(), Optional.of(""));
        boolean differs = !row.equals(Optional.of(repeatable.checksum()));
        return differs && (!ahead || row.isEmpty());
    }
}
