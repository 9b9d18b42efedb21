package dev.migration.revision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One change of the schema, as the graph sees it: who it is and what it stands on.
 *
 * @param id its identity, see {@link Identifiers}
 * @param downRevisions the revisions it follows; none makes a base, several a merge
 * @param dependsOn ids or branch labels of other branches that must be applied first
 * @param branchLabels names for the branch that begins here
 * @param replaces the revisions that this one stands for; written by a squash
 * @param created orders independent revisions; one without comes before those with
 * @param message what it does, in a line; may be empty
 */
public record Revision(
        String id,
        List<String> downRevisions,
        List<String> dependsOn,
        List<String> branchLabels,
        List<String> replaces,
        Optional<Instant> created,
        String message) {

    public Revision {
        downRevisions = List.copyOf(downRevisions);
        dependsOn = List.copyOf(dependsOn);
        branchLabels = List.copyOf(branchLabels);
        replaces = List.copyOf(replaces);
    }

    /** A base without anything else. */
    public static Revision of(String id) {
        return new Revision(id, List.of(), List.of(), List.of(), List.of(), Optional.empty(), "");
    }

    public Revision revises(String... ids) {
        return new Revision(id, List.of(ids), dependsOn, branchLabels, replaces, created, message);
    }

    public Revision dependsOn(String... idsOrLabels) {
        return new Revision(id, downRevisions, List.of(idsOrLabels), branchLabels, replaces, created, message);
    }

    public Revision branch(String... labels) {
        return new Revision(id, downRevisions, dependsOn, List.of(labels), replaces, created, message);
    }

    public Revision replaces(String... ids) {
        return new Revision(id, downRevisions, dependsOn, branchLabels, List.of(ids), created, message);
    }

    public Revision created(Instant instant) {
        return new Revision(id, downRevisions, dependsOn, branchLabels, replaces, Optional.of(instant), message);
    }

    public Revision message(String text) {
        return new Revision(id, downRevisions, dependsOn, branchLabels, replaces, created, text);
    }

    /** Whether it follows nothing. */
    public boolean isBase() {
        return downRevisions.isEmpty();
    }

    /** Whether it joins branches. */
    public boolean isMerge() {
        return downRevisions.size() > 1;
    }
}
