// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.migration.boot.page.GraphRows.Edge;
import dev.migration.boot.page.GraphRows.Row;

/**
 * Assigns rows to lanes, as {@code git log --graph} does.
 *
 * <ol>
 *   <li>Each lane has a target: the row that its edge leads down to.
 *   <li>A row is placed on the leftmost lane whose target it is; the other lanes with this target end there.
 *   <li>The first edge of the row keeps the lane. Each further edge uses a lane with the same target, or else a free lane.
 * </ol>
 */
final class GraphLayout {

    private static final String FREE = "";

    private final List<String> targets = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Place> places = new ArrayList<>();

    private GraphLayout(List<Row> rows) {
        rows.forEach(row -> numbers.put(row.key(), numbers.size()));
        rows.forEach(this::place);
    }

    /** The places of the rows, in the order of the rows. */
    static List<Place> of(List<Row> rows) {
        return new GraphLayout(rows).places;
    }

    private void place(Row row) {
        int lane = targets.contains(row.key()) ? targets.indexOf(row.key()) : free();
        targets.set(lane, row.key());
        int widest = targets.size();
        targets.replaceAll(key -> key.equals(row.key()) ? FREE : key);
        List<Line> down = new ArrayList<>();
        for (Edge edge : row.edges()) {
            // A row that is not drawn has no line to it.
            if (numbers.containsKey(edge.to())) {
                int edgeLane = edgeLane(edge.to(), lane);
                targets.set(edgeLane, edge.to());
                down.add(new Line(edgeLane, numbers.get(edge.to()), edge.dependency()));
            }
        }
        places.add(new Place(lane, Math.max(widest, targets.size()), down));
        while (!targets.isEmpty() && targets.get(targets.size() - 1).equals(FREE)) {
            targets.remove(targets.size() - 1);
        }
    }

    private int edgeLane(String key, int lane) {
        if (targets.contains(key)) {
            return targets.indexOf(key);
        }
        return targets.get(lane).equals(FREE) ? lane : free();
    }

    private int free() {
        if (!targets.contains(FREE)) {
            targets.add(FREE);
        }
        return targets.indexOf(FREE);
    }

    /**
     * The place of a row in the drawing.
     *
     * @param lane the lane of the row; 0 is the leftmost
     * @param lanes the number of lanes that are used at this row
     * @param lines the lines down from the row
     */
    record Place(int lane, int lanes, List<Line> lines) {

        Place {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A line that draws an edge.
     *
     * @param lane the lane of the line
     * @param row the number of the row at its end
     * @param dependency whether the edge is a dependency
     */
    record Line(int lane, int row, boolean dependency) {}
}
