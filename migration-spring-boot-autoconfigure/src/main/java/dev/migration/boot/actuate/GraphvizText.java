// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.actuate;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.migration.boot.actuate.descriptor.GraphDescriptor;
import dev.migration.boot.actuate.descriptor.ReadFailure;
import dev.migration.boot.actuate.descriptor.SelectionDescriptor;

/**
 * Writes the graph of revisions in the DOT language of Graphviz. States differ in shape, line and colour, and the label of each node has
 * the name of its state. Node names are numbers, so texts of scripts occur only in quoted labels.
 */
final class GraphvizText {

    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> names = new HashMap<>();
    private int clusters;

    private GraphvizText() {}

    /** @param answer the answer to the selector {@code graph} */
    static String of(SelectionDescriptor answer) {
        return new GraphvizText().write(answer);
    }

    private String write(SelectionDescriptor answer) {
        text.append("digraph migrations {\n  rankdir=TB;\n  node [fontname=\"sans-serif\"];\n");
        answer.contexts()
                .forEach((context, databases) -> databases.databases().forEach((name, part) -> {
                    if (part instanceof GraphDescriptor graph) {
                        cluster(context == null ? name : context + ": " + name, graph);
                    }
                }));
        return text.append("}\n").toString();
    }

    private void cluster(String title, GraphDescriptor graph) {
        names.clear();
        text.append("  subgraph cluster_").append(clusters).append(" {\n    label=");
        ReadFailure failure = graph.failure();
        text.append(quoted(failure == null ? title : title + " (" + failure.error() + ")"))
                .append(";\n");
        for (GraphDescriptor.Node node : graph.nodes()) {
            names.put(node.revision(), "c" + clusters + "n" + names.size());
            node(node);
        }
        graph.edges().forEach(this::edge);
        text.append("  }\n");
        clusters++;
    }

    private void node(GraphDescriptor.Node node) {
        String branches = node.branches().isEmpty() ? "" : "\n[" + String.join(", ", node.branches()) + "]";
        String label = node.revision() + branches + (node.message().isEmpty() ? "" : "\n" + node.message()) + "\n"
                + stateText(node);
        text.append("    ")
                .append(names.get(node.revision()))
                .append(" [label=")
                .append(quoted(label));
        text.append(", ").append(style(node)).append("];\n");
    }

    private static String stateText(GraphDescriptor.Node node) {
        String state = node.state() == null ? "NOT KNOWN" : node.state();
        return "FAILED".equals(node.lastAttempt()) ? state + ", LAST ATTEMPT FAILED" : state;
    }

    private static String style(GraphDescriptor.Node node) {
        if ("FAILED".equals(node.lastAttempt()) && "PENDING".equals(node.state())) {
            return "shape=box, style=\"dashed,bold\", color=\"#b3211c\"";
        }
        return stateStyle(node.state());
    }

    private static String stateStyle(@Nullable String state) {
        if (state == null) {
            return "shape=box, style=dotted";
        }
        return switch (state) {
            case "APPLIED" -> "shape=box, style=\"filled\", fillcolor=\"#cdeed6\"";
            case "PENDING" -> "shape=box, style=\"dashed\", color=\"#7a4b00\"";
            case "RUNNING" -> "shape=cds, style=\"filled,bold\", fillcolor=\"#d4e5ff\", color=\"#0b57c2\"";
            case "FAILED" -> "shape=octagon, style=\"filled,bold\", fillcolor=\"#ffd9d6\", color=\"#b3211c\"";
            default -> "shape=diamond, style=\"filled\", fillcolor=\"#e2e5ea\"";
        };
    }

    private void edge(GraphDescriptor.Edge edge) {
        String to = names.get(edge.to());
        if (to != null) {
            text.append("    ").append(names.get(edge.from())).append(" -> ").append(to);
            text.append(edge.kind().equals("DEPENDS_ON") ? " [style=dashed];\n" : ";\n");
        }
    }

    /** Escapes a label: Graphviz interprets backslashes and entities, and a text of a script must be shown as it is. */
    private static String quoted(String label) {
        String safe = label.replace("&", "&amp;")
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replaceAll("\\p{Cntrl}", " ");
        return '"' + safe + '"';
    }
}
