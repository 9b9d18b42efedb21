// SPDX-License-Identifier: Apache-2.0
package dev.migration.revision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.migration.error.PrintableText;

/**
 * One change of the schema as a node of the graph: its identity and its parents.
 *
 * @param id its identity, see {@link Identifiers}
 * @param downRevisions the ids it revises; a base revises none, a merge revises several
 * @param dependsOn ids or branch labels of other branches that must be applied before it
 * @param branchLabels the names of the branch that begins here
 * @param replaces the ids of the revisions that it replaces; written by a squash
 * @param created orders independent revisions; a revision without it comes first
 * @param message a short description; may be empty. One that is long or has control characters is kept as {@link PrintableText}
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
        message = PrintableText.of(message, PrintableText.LONGEST_MESSAGE);
    }

    /** A base with this id and nothing else. */
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

    /** Whether it revises no other revision. */
    public boolean isBase() {
        return downRevisions.isEmpty();
    }

    /** Whether it revises several revisions. */
    public boolean isMerge() {
        return downRevisions.size() > 1;
    }
}
