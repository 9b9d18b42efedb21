// SPDX-License-Identifier: Apache-2.0
package dev.migration.authoring;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The requested properties of a new revision.
 *
 * @param message what it does
 * @param heads the revisions to revise, see {@link dev.migration.revision.target.Target}; empty means {@code head}
 * @param splice whether it may revise a revision that others already revise
 * @param branchLabels the names of the branch that begins with it
 * @param dependsOn what must be applied before it, in addition to the heads
 * @param id its id; empty means twelve random hexadecimal digits
 * @param folder the folder for its file; empty means the folder of the revision that it revises
 * @param template the name of its template
 */
public record RevisionDraft(
        String message,
        List<String> heads,
        boolean splice,
        List<String> branchLabels,
        List<String> dependsOn,
        Optional<String> id,
        Optional<Path> folder,
        String template) {

    public RevisionDraft {
        heads = List.copyOf(heads);
        branchLabels = List.copyOf(branchLabels);
        dependsOn = List.copyOf(dependsOn);
    }

    /** A draft of a revision after the head. */
    public static RevisionDraft of(String message) {
        return new RevisionDraft(
                message,
                List.of(),
                false,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                ScriptTemplates.DEFAULT);
    }

    /** A copy with other heads. */
    public RevisionDraft on(String... places) {
        return new RevisionDraft(message, List.of(places), splice, branchLabels, dependsOn, id, folder, template);
    }

    /** A copy with another id. */
    public RevisionDraft named(String other) {
        return new RevisionDraft(message, heads, splice, branchLabels, dependsOn, Optional.of(other), folder, template);
    }
}
