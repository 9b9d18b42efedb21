// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import dev.migration.plan.ParentChange;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.script.RevisionScript;
import dev.migration.script.load.RevisionScripts;
import dev.migration.version.AppliedRevision;

/**
 * Compares the recorded parents of applied revisions with the parents in their scripts. A parent that was squashed since counts
 * as unchanged (ADR 3).
 */
record ParentChanges(RevisionGraph graph, RevisionScripts scripts) {

    List<ParentChange> of(Collection<AppliedRevision> applied) {
        List<ParentChange> found = new ArrayList<>();
        for (AppliedRevision row : applied) {
            Optional<Revision> script = scripts.find(row.id()).map(RevisionScript::revision);
            if (script.isPresent() && graph.find(row.id()).isPresent()) {
                compare(row.revision(), script.get()).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<ParentChange> compare(Revision recorded, Revision script) {
        List<String> before = new ArrayList<>(recorded.downRevisions());
        before.addAll(recorded.dependsOn());
        List<String> after = graph.parentsOf(script.id());
        boolean sameDownRevisions = isSame(recorded.downRevisions(), script.downRevisions());
        return sameDownRevisions && isSame(before, after)
                ? Optional.empty()
                : Optional.of(new ParentChange(script.id(), before, after));
    }

    /** Compares the names first, because a revision set is as large as the graph. */
    private boolean isSame(List<String> before, List<String> after) {
        return before.equals(after)
                || new HashSet<>(before).equals(new HashSet<>(after))
                || (!hasUnknown(before) && graph.knownOrReplacements(before).equals(graph.knownOrReplacements(after)));
    }

    private boolean hasUnknown(List<String> ids) {
        return ids.stream()
                .anyMatch(id ->
                        graph.find(id).isEmpty() && graph.replacementOf(id).isEmpty());
    }
}
