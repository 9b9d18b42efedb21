package dev.migration.boot.actuate.descriptor;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.migration.boot.status.KnownGraph;

/**
 * The revisions and their edges.
 *
 * @param nodes each before what it stands on, so that they can be drawn from the top
 * @param edges from a revision to what it stands on
 */
public record GraphDescriptor(
        List<Node> nodes, List<Edge> edges, @Nullable String error) implements SelectionDescriptor.Part {

    public static GraphDescriptor of(KnownGraph graph, @Nullable String error) {
        List<KnownGraph.Node> nodes = graph.newestFirst();
        return new GraphDescriptor(
                nodes.stream().map(Node::of).toList(),
                nodes.stream().flatMap(Edge::of).toList(),
                error);
    }

    /**
     * A revision.
     *
     * @param state see {@link KnownGraph.State}; null when the database never answered
     * @param lastTry {@code FAILED} when it was what was done last, and failed
     */
    public record Node(
            String revision,
            String message,
            List<String> branches,
            @Nullable String state,
            @Nullable String lastTry) {

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
     * What a revision stands on.
     *
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
