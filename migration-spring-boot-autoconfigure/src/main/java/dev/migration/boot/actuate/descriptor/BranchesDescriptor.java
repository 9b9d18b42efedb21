package dev.migration.boot.actuate.descriptor;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.migration.revision.Revision;
import dev.migration.revision.RevisionGraph;

/**
 * Where branches begin; known without a database.
 *
 * @param branchPoints the revisions that several others revise, newest first
 */
public record BranchesDescriptor(
        List<BranchPoint> branchPoints, @Nullable String error) implements SelectionDescriptor.Part {

    public static BranchesDescriptor of(RevisionGraph graph, @Nullable String error) {
        return new BranchesDescriptor(
                graph.branchPoints().inReverseOrder().stream()
                        .map(point -> BranchPoint.of(point, graph))
                        .toList(),
                error);
    }

    /**
     * A revision that several others revise.
     *
     * @param children those
     */
    public record BranchPoint(String revision, String message, List<String> branches, List<Child> children) {

        private static BranchPoint of(Revision point, RevisionGraph graph) {
            List<Child> children = graph.childrenOf(graph.known(List.of(point.id()))).inOrder().stream()
                    .map(child -> new Child(child.id(), child.message(), child.branchLabels()))
                    .toList();
            return new BranchPoint(point.id(), point.message(), point.branchLabels(), children);
        }
    }

    /** A revision with which a branch begins. */
    public record Child(String revision, String message, List<String> branches) {}
}
