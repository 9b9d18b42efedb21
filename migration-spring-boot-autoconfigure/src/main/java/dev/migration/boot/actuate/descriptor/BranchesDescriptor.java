// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;

/**
 * The branch points of the scripts; needs no database.
 *
 * @param branchPoints the revisions that several others revise, newest first
 * @param failure why the state of the database may be outdated; null if it is current
 */
public record BranchesDescriptor(
        List<BranchPoint> branchPoints,
        @JsonUnwrapped @Nullable ReadFailure failure) implements SelectionDescriptor.Part {

    public static BranchesDescriptor of(RevisionGraph graph, @Nullable ReadFailure failure) {
        return new BranchesDescriptor(
                graph.branchPoints().inReverseOrder().stream()
                        .map(point -> BranchPoint.of(point, graph))
                        .toList(),
                failure);
    }

    /**
     * A revision that several others revise.
     *
     * @param children the revisions that revise it
     */
    public record BranchPoint(String revision, String message, List<String> branches, List<Child> children) {

        private static BranchPoint of(Revision point, RevisionGraph graph) {
            List<Child> children = graph.childrenOf(graph.known(List.of(point.id()))).inOrder().stream()
                    .map(child -> new Child(child.id(), child.message(), child.branchLabels()))
                    .toList();
            return new BranchPoint(point.id(), point.message(), point.branchLabels(), children);
        }
    }

    /** The first revision of a branch. */
    public record Child(String revision, String message, List<String> branches) {}
}
