package dev.migration.boot.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.migration.boot.page.GraphRows.Edge;
import dev.migration.boot.page.GraphRows.Row;

/**
 * Puts rows into lanes, as {@code git log --graph} does.
 *
 * <ol>
 *   <li>Each lane waits for one row, which its edge leads down to.
 *   <li>When that comes, it is put on the leftmost lane that waits for it; the others end there.
 *   <li>Its first edge keeps the lane; each further one takes a lane that waits for the same row, else a free one.
 * </ol>
 */
final class GraphLayout {

    private static final String FREE = "";

    private final List<String> waiting = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<Place> places = new ArrayList<>();

    private GraphLayout(List<Row> rows) {
        rows.forEach(row -> lines.put(row.key(), lines.size()));
        rows.forEach(this::place);
    }

    /** Where each row stands. */
    static List<Place> of(List<Row> rows) {
        return new GraphLayout(rows).places;
    }

    private void place(Row row) {
        int lane = waiting.contains(row.key()) ? waiting.indexOf(row.key()) : free();
        waiting.set(lane, row.key());
        int widest = waiting.size();
        waiting.replaceAll(key -> key.equals(row.key()) ? FREE : key);
        List<Line> down = new ArrayList<>();
        for (Edge edge : row.edges()) {
            // What the drawing leaves out at its end has no line.
            if (lines.containsKey(edge.to())) {
                int through = through(edge.to(), lane);
                waiting.set(through, edge.to());
                down.add(new Line(through, lines.get(edge.to()), edge.dependency()));
            }
        }
        places.add(new Place(lane, Math.max(widest, waiting.size()), down));
        while (!waiting.isEmpty() && waiting.get(waiting.size() - 1).equals(FREE)) {
            waiting.remove(waiting.size() - 1);
        }
    }

    private int through(String key, int lane) {
        if (waiting.contains(key)) {
            return waiting.indexOf(key);
        }
        return waiting.get(lane).equals(FREE) ? lane : free();
    }

    private int free() {
        if (!waiting.contains(FREE)) {
            waiting.add(FREE);
        }
        return waiting.indexOf(FREE);
    }

    /**
     * A place in the drawing.
     *
     * @param lane from 0, at the left
     * @param lanes how many are taken beside it
     * @param lines down from it
     */
    record Place(int lane, int lanes, List<Line> lines) {

        Place {
            lines = List.copyOf(lines);
        }
    }

    /**
     * An edge.
     *
     * @param lane the lane that it goes through
     * @param row the number of the row that it leads to
     */
    record Line(int lane, int row, boolean dependency) {}
}
