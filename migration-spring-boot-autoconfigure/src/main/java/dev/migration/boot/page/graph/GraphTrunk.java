// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

import dev.migration.boot.page.graph.GraphRows.Edge;
import dev.migration.boot.page.graph.GraphRows.Row;

/** The trunk of a graph: the longest line of revisions, each with one of its down revisions. */
final class GraphTrunk {

    private final Map<String, Row> rows = new HashMap<>();
    private final Map<String, Integer> lengths = new HashMap<>();

    private GraphTrunk(List<Row> oldestFirst) {
        for (Row row : oldestFirst) {
            rows.put(row.key(), row);
            lengths.put(
                    row.key(), row.nodes().size() + down(row).map(this::length).orElse(0));
        }
    }

    /**
     * Finds the trunk. Among lines of the same length, the one of the oldest revision, or of the first down revision, is the trunk.
     *
     * @param newestFirst each row before its down revisions
     * @return the key of each row of the trunk, with the key of the next one; the oldest has an empty text
     */
    static Map<String, String> of(List<Row> newestFirst) {
        List<Row> oldestFirst = new ArrayList<>(newestFirst);
        Collections.reverse(oldestFirst);
        GraphTrunk graph = new GraphTrunk(oldestFirst);
        Map<String, String> trunk = new HashMap<>();
        Optional<Row> next = longest(oldestFirst, graph::length);
        while (next.isPresent()) {
            Optional<Row> down = graph.down(next.get());
            trunk.put(next.get().key(), down.map(Row::key).orElse(""));
            next = down;
        }
        return trunk;
    }

    private Optional<Row> down(Row row) {
        return longest(
                row.edges().stream()
                        .filter(edge -> !edge.dependency())
                        .map(Edge::to)
                        .filter(rows::containsKey)
                        .map(rows::get)
                        .toList(),
                this::length);
    }

    private int length(Row row) {
        return lengths.getOrDefault(row.key(), 0);
    }

    private static Optional<Row> longest(List<Row> rows, ToIntFunction<Row> length) {
        // The first of several maxima.
        return rows.stream()
                .reduce((first, second) -> length.applyAsInt(second) > length.applyAsInt(first) ? second : first);
    }
}
