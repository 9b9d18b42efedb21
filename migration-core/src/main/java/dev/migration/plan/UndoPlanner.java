// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import dev.migration.revision.HeadsChange;
import dev.migration.revision.HeadsTracker;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;
import dev.migration.revision.fault.TargetException;
import dev.migration.revision.fault.WalkFault;
import dev.migration.revision.target.Target;

/**
 * Reverts the maximal applied revision that was applied last, repeatedly. If the order of application is unknown,
 * several candidates are refused as ambiguous.
 *
 * @param lineage the revisions that may be reverted; others stay
 */
record UndoPlanner(RevisionGraph graph, AppliedSet database, RevisionSet lineage) {

    List<Revision> last(int steps, Target target) {
        HeadsTracker tracker = new HeadsTracker(graph, database.applied());
        TreeSet<String> heads = new TreeSet<>(byRank());
        tracker.heads().stream().filter(lineage::contains).forEach(heads::add);
        List<Revision> reverted = new ArrayList<>();
        while (reverted.size() < steps) {
            Revision last = graph.find(last(heads, reverted, target)).orElseThrow();
            HeadsChange change = tracker.revert(last);
            change.removed().forEach(heads::remove);
            change.added().stream().filter(lineage::contains).forEach(heads::add);
            reverted.add(last);
        }
        return reverted;
    }

    private String last(TreeSet<String> heads, List<Revision> reverted, Target target) {
        if (heads.isEmpty()) {
            throw new TargetException(new WalkFault.WalkedTooFar(target.toString(), reverted.size()));
        }
        if (heads.size() > 1 && database.ranks().isEmpty()) {
            List<String> choices = List.copyOf(heads);
            throw new TargetException(
                    reverted.isEmpty()
                            ? new WalkFault.AmbiguousCurrent(target.toString(), choices)
                            : new WalkFault.AmbiguousWalk(target.toString(), choices));
        }
        return heads.last();
    }

    private Comparator<String> byRank() {
        Map<String, Integer> ranks = database.ranks().orElseGet(Map::of);
        return Comparator.comparing((String id) -> ranks.getOrDefault(id, -1)).thenComparing(Comparator.naturalOrder());
    }
}
