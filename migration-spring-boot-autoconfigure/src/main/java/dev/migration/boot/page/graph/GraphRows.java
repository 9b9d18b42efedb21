// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.migration.boot.status.KnownGraph;
import dev.migration.boot.status.KnownGraph.Node;
import dev.migration.boot.status.KnownGraph.State;

/**
 * The rows of the drawing of a graph, newest first. A row is a revision, or a sequence of applied revisions without branches, merges and
 * dependencies, which keeps the drawing of a long history short.
 */
public final class GraphRows {

    /** The minimum length of a sequence that is drawn as one row. */
    private static final int SHORTEST_SEQUENCE = 4;

    /** The number of the newest revisions that are always drawn. */
    private static final int NEWEST = 10;

    private final List<Node> nodes;
    private final Map<String, Node> byId;
    private final Map<String, Integer> children = new HashMap<>();
    private final Map<String, String> sequenceOf = new HashMap<>();
    private final Map<String, List<Node>> sequences = new HashMap<>();

    private GraphRows(KnownGraph graph, Optional<String> selected) {
        nodes = graph.newestFirst();
        byId = nodes.stream().collect(Collectors.toMap(Node::id, node -> node));
        nodes.forEach(node -> node.parents().forEach(parent -> children.merge(parent, 1, Integer::sum)));
        for (Node node : nodes.subList(Math.min(NEWEST, nodes.size()), nodes.size())) {
            collect(node, selected);
        }
    }

    /** The rows with sequences, which do not contain the selected revision. */
    public static List<Row> collapsed(KnownGraph graph, Optional<String> selected) {
        return new GraphRows(graph, selected).rows();
    }

    /** A row for every revision. */
    public static List<Row> all(KnownGraph graph) {
        return graph.newestFirst().stream()
                .map(node -> new Row(node.id(), List.of(node), edges(node)))
                .toList();
    }

    private void collect(Node newest, Optional<String> selected) {
        List<Node> sequence = new ArrayList<>();
        Node next = newest;
        while (next != null && !sequenceOf.containsKey(next.id()) && isPlain(next, selected)) {
            sequence.add(next);
            next = single(next.parents());
        }
        if (sequence.size() >= SHORTEST_SEQUENCE) {
            sequence.forEach(node -> sequenceOf.put(node.id(), newest.id()));
            sequences.put(newest.id(), sequence);
        }
    }

    private @Nullable Node single(List<String> ids) {
        return ids.size() == 1 ? byId.get(ids.get(0)) : null;
    }

    private boolean isPlain(Node node, Optional<String> selected) {
        return node.state().filter(State.APPLIED::equals).isPresent()
                && !node.failedLast()
                && node.revises().size() == 1
                && node.dependsOn().isEmpty()
                && children.getOrDefault(node.id(), 0) == 1
                && node.revision().branchLabels().isEmpty()
                && selected.filter(node.id()::equals).isEmpty();
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Node node : nodes) {
            List<Node> sequence = sequences.get(node.id());
            if (sequence != null) {
                rows.add(new Row(node.id(), sequence, drawn(sequence.get(sequence.size() - 1))));
            } else if (!sequenceOf.containsKey(node.id())) {
                rows.add(new Row(node.id(), List.of(node), drawn(node)));
            }
        }
        return rows;
    }

    private List<Edge> drawn(Node node) {
        return edges(node).stream()
                .map(edge -> new Edge(sequenceOf.getOrDefault(edge.to(), edge.to()), edge.dependency()))
                .toList();
    }

    private static List<Edge> edges(Node node) {
        return Stream.concat(
                        node.revises().stream().map(parent -> new Edge(parent, false)),
                        node.dependsOn().stream().map(parent -> new Edge(parent, true)))
                .toList();
    }

    /**
     * A row of the drawing.
     *
     * @param key the id of the newest revision of the row
     * @param nodes the revision, or the revisions of the sequence, newest first
     * @param edges the edges of the oldest revision of the row
     */
    public record Row(String key, List<Node> nodes, List<Edge> edges) {

        public Row {
            nodes = List.copyOf(nodes);
            edges = List.copyOf(edges);
        }

        /** The newest revision of the row. */
        public Node node() {
            return nodes.get(0);
        }

        public boolean isSequence() {
            return nodes.size() > 1;
        }
    }

    /**
     * An edge to another row.
     *
     * @param to the key of the other row
     * @param dependency whether the edge is a dependency; otherwise it leads to a down revision
     */
    public record Edge(String to, boolean dependency) {}
}
