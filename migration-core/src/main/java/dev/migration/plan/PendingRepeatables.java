// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.migration.revision.Repeatable;

/**
 * Decides which repeatables an upgrade to the heads applies, in order:
 *
 * <ul>
 *   <li>those that were never applied, and those whose text differs from the text that was applied;
 *   <li>those that a revision dropped or changed since, or is about to drop or change;
 *   <li>those that need one of these.
 * </ul>
 *
 * <p>If the database has revisions of a newer application, a differing text is not a reason: the newer text is applied,
 * and an older instance that starts again must not replace it.
 */
public final class PendingRepeatables {

    private final List<Repeatable> inOrder;
    private final Map<String, Optional<String>> applied;
    private final boolean ahead;

    /**
     * The repeatables of an application and a database.
     *
     * @param inOrder the repeatables that have a script, each after those that it needs
     * @param applied the checksums of the applied repeatables by name; empty if a revision dropped or changed it since
     * @param ahead whether revisions are applied that have no script here
     */
    public PendingRepeatables(List<Repeatable> inOrder, Map<String, Optional<String>> applied, boolean ahead) {
        this.inOrder = List.copyOf(inOrder);
        this.applied = Map.copyOf(applied);
        this.ahead = ahead;
    }

    /**
     * The repeatables that an upgrade applies after its last revision.
     *
     * @param reapplied the names of those that its revisions drop or change
     */
    public List<Repeatable> pendingAfter(Collection<String> reapplied) {
        Set<String> pending = new HashSet<>(reapplied);
        List<Repeatable> found = new ArrayList<>();
        for (Repeatable repeatable : inOrder) {
            boolean isPending = pending.contains(repeatable.name())
                    || isOutOfDate(repeatable)
                    || repeatable.needs().stream().anyMatch(pending::contains);
            if (isPending) {
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
