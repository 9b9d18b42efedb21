// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate.descriptor;

import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import dev.migration.boot.status.KnownGraph;

/**
 * The graph of revisions.
 *
 * @param nodes the revisions, each before its down revisions and dependencies, or a page of them
 * @param edges from each revision of the page to its down revisions and dependencies
 * @param total the number of revisions of the graph
 * @param failure why the states may be outdated; null if they are current
 */
public record GraphDescriptor(
        List<Node> nodes,
        List<Edge> edges,
        int total,
        @JsonUnwrapped @Nullable ReadFailure failure) implements SelectionDescriptor.Part {

    public static GraphDescriptor of(KnownGraph graph, PageRange paging, @Nullable ReadFailure failure) {
        List<KnownGraph.Node> all = graph.newestFirst();
        List<KnownGraph.Node> nodes = paging.of(all);
        return new GraphDescriptor(
                nodes.stream().map(Node::of).toList(),
                nodes.stream().flatMap(Edge::of).toList(),
                all.size(),
                failure);
    }

    /**
     * A revision.
     *
     * @param state the name of a {@link KnownGraph.State}; null if the database has never answered
     * @param lastAttempt {@code FAILED} if the last operation on the database was an attempt to run this revision and failed; otherwise
     *     null
     */
    public record Node(
            String revision,
            String message,
            List<String> branches,
            @Nullable String state,
            @Nullable String lastAttempt) {

        private static Node of(KnownGraph.Node node) {
            return new Node(
                    node.id(),
                    node.revision().message(),
                    node.revision().branchLabels(),
                    node.state().map(Enum::name).orElse(null),
                    node.failedLast() ? "FAILED" : null);
        }
    }

    /**
     * An edge of the graph.
     *
     * @param from the id of the revision
     * @param to the id of its down revision or dependency
     * @param kind {@code REVISES} or {@code DEPENDS_ON}
     */
    public record Edge(String from, String to, String kind) {

        private static Stream<Edge> of(KnownGraph.Node node) {
            return Stream.concat(
                    node.revises().stream().map(parent -> new Edge(node.id(), parent, "REVISES")),
                    node.dependsOn().stream().map(parent -> new Edge(node.id(), parent, "DEPENDS_ON")));
        }
    }
}
