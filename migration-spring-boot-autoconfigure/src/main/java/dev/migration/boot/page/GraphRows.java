package dev.migration.boot.page;

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
 * The rows of a drawing, newest first: revisions, and runs of applied revisions of which each follows the one below and nothing
 * else happens. A long history stays short that way.
 */
final class GraphRows {

    /** So few are not worth a row that stands for them. */
    private static final int SHORTEST_RUN = 4;

    /** How many of the newest revisions are always shown. */
    private static final int NEWEST = 10;

    private final List<Node> nodes;
    private final Map<String, Node> byId;
    private final Map<String, Integer> children = new HashMap<>();
    private final Map<String, String> runOf = new HashMap<>();
    private final Map<String, List<Node>> runs = new HashMap<>();

    private GraphRows(KnownGraph graph, Optional<String> selected) {
        nodes = graph.newestFirst();
        byId = nodes.stream().collect(Collectors.toMap(Node::id, node -> node));
        nodes.forEach(node -> node.parents().forEach(parent -> children.merge(parent, 1, Integer::sum)));
        for (Node node : nodes.subList(Math.min(NEWEST, nodes.size()), nodes.size())) {
            gather(node, selected);
        }
    }

    /** With runs drawn together, except for the selected revision. */
    static List<Row> collapsed(KnownGraph graph, Optional<String> selected) {
        return new GraphRows(graph, selected).rows();
    }

    /** Every revision. */
    static List<Row> all(KnownGraph graph) {
        return graph.newestFirst().stream()
                .map(node -> new Row(node.id(), List.of(node), edges(node)))
                .toList();
    }

    private void gather(Node newest, Optional<String> selected) {
        List<Node> run = new ArrayList<>();
        Node next = newest;
        while (next != null && !runOf.containsKey(next.id()) && isPlain(next, selected)) {
            run.add(next);
            next = only(next.parents());
        }
        if (run.size() >= SHORTEST_RUN) {
            run.forEach(node -> runOf.put(node.id(), newest.id()));
            runs.put(newest.id(), run);
        }
    }

    private @Nullable Node only(List<String> ids) {
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
            List<Node> run = runs.get(node.id());
            if (run != null) {
                rows.add(new Row(node.id(), run, drawn(run.get(run.size() - 1))));
            } else if (!runOf.containsKey(node.id())) {
                rows.add(new Row(node.id(), List.of(node), drawn(node)));
            }
        }
        return rows;
    }

    private List<Edge> drawn(Node node) {
        return edges(node).stream()
                .map(edge -> new Edge(runOf.getOrDefault(edge.to(), edge.to()), edge.dependency()))
                .toList();
    }

    private static List<Edge> edges(Node node) {
        return Stream.concat(
                        node.revises().stream().map(parent -> new Edge(parent, false)),
                        node.dependsOn().stream().map(parent -> new Edge(parent, true)))
                .toList();
    }

    /**
     * A line of the drawing.
     *
     * @param key the id of its newest revision
     * @param nodes one, or the run that it stands for
     * @param edges to what its oldest revision stands on
     */
    record Row(String key, List<Node> nodes, List<Edge> edges) {

        Row {
            nodes = List.copyOf(nodes);
            edges = List.copyOf(edges);
        }

        /** Its newest revision. */
        Node node() {
            return nodes.get(0);
        }

        boolean isRun() {
            return nodes.size() > 1;
        }
    }

    /**
     * An edge to another row.
     *
     * @param to its key
     * @param dependency whether it is of the other kind than {@code revises}
     */
    record Edge(String to, boolean dependency) {}
}
