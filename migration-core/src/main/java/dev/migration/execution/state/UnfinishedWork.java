// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.state;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.result.NeededWork;
import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;
import dev.migration.revision.RevisionSet;
import dev.migration.script.RevisionScript;
import dev.migration.script.load.RevisionScripts;
import dev.migration.version.AppliedRevision;

/**
 * Which revisions need the work of others that runs in the background: all their descendants, over both kinds of edges, unless a
 * script declares {@code @independent-of}. What descends from such a script needs it again.
 */
public record UnfinishedWork(RevisionScripts scripts, RevisionGraph graph) {

    /** The work that is not done and that pending revisions need. */
    public static List<NeededWork> needed(DatabaseState database, RevisionScripts scripts, List<Revision> pending) {
        List<NeededWork> needed = new ArrayList<>();
        UnfinishedWork work = new UnfinishedWork(scripts, database.graph());
        for (AppliedRevision unfinished : database.inBackground()) {
            List<String> needing = work.needing(pending, unfinished.id()).stream()
                    .map(Revision::id)
                    .toList();
            if (!needing.isEmpty()) {
                needed.add(new NeededWork(unfinished.id(), needing));
            }
        }
        return needed;
    }

    /** Those of the revisions that need the work of one of the others. */
    public List<Revision> needing(List<Revision> revisions, String unfinished) {
        Set<String> descendants = descendantsOf(unfinished);
        return revisions.stream()
                .filter(revision -> descendants.contains(revision.id()))
                .filter(revision -> !declared(revision).contains(unfinished))
                .toList();
    }

    private Set<String> descendantsOf(String id) {
        Set<String> found = new LinkedHashSet<>();
        RevisionSet level = graph.dependantsOf(graph.known(List.of(id)));
        while (found.addAll(level.ids())) {
            level = graph.dependantsOf(level);
        }
        return found;
    }

    private List<String> declared(Revision revision) {
        Optional<RevisionScript> script = scripts.find(revision.id());
        return script.filter(RevisionScript.Sql.class::isInstance)
                .map(RevisionScript.Sql.class::cast)
                .map(sql -> sql.options().independentOf())
                .orElse(List.of());
    }
}
