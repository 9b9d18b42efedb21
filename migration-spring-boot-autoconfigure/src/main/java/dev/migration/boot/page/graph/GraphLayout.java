// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.migration.boot.page.graph.GraphRows.Edge;
import dev.migration.boot.page.graph.GraphRows.Row;

/**
 * Assigns rows to lanes, from the newest row to the oldest.
 *
 * <ol>
 *   <li>The trunk, see {@link GraphTrunk}, has the leftmost lane for itself.
 *   <li>Each other lane leads to a row. This row is placed on the leftmost lane of a down revision, and the other lanes to it end there.
 *   <li>An edge uses the lane of an edge of the same kind to the same row, or else the lane of its row, or else a free lane.
 * </ol>
 */
public final class GraphLayout {

    private static final int TRUNK = 0;
    private static final Lane FREE = new Lane("", false);

    private final List<Lane> lanes = new ArrayList<>(List.of(FREE));
    private final Set<String> drawn;
    private final Map<String, String> trunk;
    private final List<Place> places = new ArrayList<>();

    private GraphLayout(List<Row> rows) {
        drawn = rows.stream().map(Row::key).collect(Collectors.toSet());
        trunk = GraphTrunk.of(rows);
        rows.forEach(this::place);
    }

    /** The places of the rows, in the order of the rows. */
    public static List<Place> of(List<Row> rows) {
        return new GraphLayout(rows).places;
    }

    private void place(Row row) {
        List<Line> in = linesTo(row.key());
        int lane = laneOf(row.key(), in);
        in.forEach(line -> lanes.set(line.lane(), FREE));
        List<Line> through = lines();
        int before = lanes.size();
        List<Line> out = new ArrayList<>();
        // A row that is not drawn has no line to it.
        edges(row).filter(edge -> drawn.contains(edge.to())).forEach(edge -> {
            int edgeLane = laneOf(row.key(), lane, edge);
            lanes.set(edgeLane, new Lane(edge.to(), edge.dependency()));
            out.add(new Line(edgeLane, edge.dependency()));
        });
        places.add(new Place(lane, Math.max(Math.max(before, lanes.size()), lane + 1), in, through, out));
        while (lanes.size() > 1 && lanes.get(lanes.size() - 1).equals(FREE)) {
            lanes.remove(lanes.size() - 1);
        }
    }

    private int laneOf(String key, List<Line> in) {
        if (trunk.containsKey(key)) {
            return TRUNK;
        }
        return Stream.concat(in.stream().filter(line -> !line.dependency()), in.stream())
                .map(Line::lane)
                .filter(lane -> lane != TRUNK)
                .findFirst()
                .orElseGet(this::free);
    }

    private int laneOf(String key, int lane, Edge edge) {
        if (!edge.dependency() && edge.to().equals(trunk.get(key))) {
            return TRUNK;
        }
        int shared = lanes.indexOf(new Lane(edge.to(), edge.dependency()));
        if (shared >= 0) {
            return shared;
        }
        return lane != TRUNK && lane < lanes.size() && lanes.get(lane).equals(FREE) ? lane : free();
    }

    /** Down revisions first, so that the lane of the row continues with one. */
    private static Stream<Edge> edges(Row row) {
        return Stream.concat(
                row.edges().stream().filter(edge -> !edge.dependency()),
                row.edges().stream().filter(Edge::dependency));
    }

    private List<Line> linesTo(String key) {
        List<Line> found = new ArrayList<>();
        for (int lane = 0; lane < lanes.size(); lane++) {
            if (lanes.get(lane).target().equals(key)) {
                found.add(new Line(lane, lanes.get(lane).dependency()));
            }
        }
        return found;
    }

    private List<Line> lines() {
        List<Line> found = new ArrayList<>();
        for (int lane = 0; lane < lanes.size(); lane++) {
            if (!lanes.get(lane).equals(FREE)) {
                found.add(new Line(lane, lanes.get(lane).dependency()));
            }
        }
        return found;
    }

    private int free() {
        for (int lane = TRUNK + 1; lane < lanes.size(); lane++) {
            if (lanes.get(lane).equals(FREE)) {
                return lane;
            }
        }
        lanes.add(FREE);
        return lanes.size() - 1;
    }

    private record Lane(String target, boolean dependency) {}

    /**
     * The place of a row in the drawing.
     *
     * @param lane the lane of the row; 0 is the leftmost
     * @param lanes the number of lanes that are used at this row
     * @param in the lines that end at the row, from above
     * @param through the lines that pass the row
     * @param out the lines that begin at the row, downwards; a line may join one that passes
     */
    public record Place(int lane, int lanes, List<Line> in, List<Line> through, List<Line> out) {

        public Place {
            in = List.copyOf(in);
            through = List.copyOf(through);
            out = List.copyOf(out);
        }
    }

    /**
     * A line that draws an edge.
     *
     * @param lane the lane of the line
     * @param dependency whether the edge is a dependency
     */
    public record Line(int lane, boolean dependency) {}
}
