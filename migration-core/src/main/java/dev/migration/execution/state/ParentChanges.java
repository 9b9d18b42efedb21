package dev.migration.execution.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.migration.plan.ParentChange;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.script.RevisionScript;
import dev.migration.script.load.RevisionScripts;
import dev.migration.version.AppliedRevision;

/**
 * Compares the parents that applied revisions had with those that their scripts name. A parent that was squashed since is the
 * same parent (ADR 3).
 */
final class ParentChanges {

    private final RevisionGraph graph;
    private final RevisionScripts scripts;

    ParentChanges(RevisionGraph graph, RevisionScripts scripts) {
        this.graph = graph;
        this.scripts = scripts;
    }

    List<ParentChange> of(Collection<AppliedRevision> applied) {
        List<ParentChange> found = new ArrayList<>();
        for (AppliedRevision then : applied) {
            Optional<Revision> script = scripts.find(then.id()).map(RevisionScript::revision);
            if (script.isPresent() && graph.find(then.id()).isPresent()) {
                compare(then.revision(), script.get()).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<ParentChange> compare(Revision then, Revision script) {
        List<String> before = Stream.concat(then.downRevisions().stream(), then.dependsOn().stream())
                .toList();
        List<String> after = graph.parentsOf(script.id());
        boolean sameLines = isSame(then.downRevisions(), script.downRevisions());
        return sameLines && isSame(before, after)
                ? Optional.empty()
                : Optional.of(new ParentChange(script.id(), before, after));
    }

    /** Compared by name first, because sets of a graph are as large as the graph. */
    private boolean isSame(List<String> before, List<String> after) {
        return new HashSet<>(before).equals(new HashSet<>(after))
                || (!hasUnknown(before) && graph.knownOrReplacements(before).equals(graph.knownOrReplacements(after)));
    }

    private boolean hasUnknown(List<String> ids) {
        return ids.stream()
                .anyMatch(id ->
                        graph.find(id).isEmpty() && graph.replacementOf(id).isEmpty());
    }
}
