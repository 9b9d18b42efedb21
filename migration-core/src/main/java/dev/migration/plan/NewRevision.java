// SPDX-License-Identifier: Apache-2.0
package dev.migration.plan;

import java.util.List;

import dev.migration.revision.target.Target;

/**
 * The parents and labels that are requested for a new revision.
 *
 * @param heads the revisions to revise; {@code base} starts a new line
 * @param splice whether it may revise a revision that others already revise
 * @param branchLabels the names of the branch that begins with it
 * @param dependsOn what must be applied before it, in addition to the heads
 */
public record NewRevision(List<Target> heads, boolean splice, List<String> branchLabels, List<Target> dependsOn) {

    public NewRevision {
        heads = List.copyOf(heads);
        branchLabels = List.copyOf(branchLabels);
        dependsOn = List.copyOf(dependsOn);
    }

    /** A revision that revises the given targets, with no other requests. */
    public static NewRevision on(Target... heads) {
        return new NewRevision(List.of(heads), false, List.of(), List.of());
    }

    public NewRevision splicing(boolean allowed) {
        return new NewRevision(heads, allowed, branchLabels, dependsOn);
    }

    public NewRevision dependingOn(List<Target> places) {
        return new NewRevision(heads, splice, branchLabels, places);
    }

    public NewRevision labelled(String... labels) {
        return new NewRevision(heads, splice, List.of(labels), dependsOn);
    }
}
