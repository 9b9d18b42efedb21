package dev.migration.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.migration.revision.Revision;

/**
 * Draws revisions as {@code git log --graph} draws commits, newest first.
 *
 * <ol>
 *   <li>Each lane waits for one revision, which it leads down to.
 *   <li>When that comes, it is drawn on the leftmost lane that waits for it; the others end there.
 *   <li>Then the lane waits for its first down revision; a merge opens a lane for each further one.
 * </ol>
 */
public final class GraphLanes {

    private final List<String> waiting = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final Function<Revision, String> label;

    private GraphLanes(Function<Revision, String> label) {
        this.label = label;
    }

    /**
     * The drawing, line by line.
     *
     * @param newestFirst each before what it revises
     * @param label what stands beside each
     */
    public static List<String> draw(List<Revision> newestFirst, Function<Revision, String> label) {
        GraphLanes lanes = new GraphLanes(label);
        List<String> known = newestFirst.stream().map(Revision::id).toList();
        newestFirst.forEach(revision -> lanes.add(revision, known));
        return lanes.lines;
    }

    private void add(Revision revision, List<String> known) {
        if (!waiting.contains(revision.id())) {
            waiting.add(revision.id());
        }
        int lane = waiting.indexOf(revision.id());
        joinInto(lane);
        lines.add(row(lane) + "  " + label.apply(revision));
        // What lies below the range is not drawn.
        List<String> below =
                revision.downRevisions().stream().filter(known::contains).toList();
        if (below.isEmpty()) {
            close(lane);
            return;
        }
        waiting.set(lane, below.get(0));
        below.subList(1, below.size()).forEach(parent -> open(lane, parent));
    }

    /** The lane becomes empty; those to the right of it stay where they are as long as they last. */
    private void close(int lane) {
        waiting.set(lane, "");
        trim();
    }

    private void joinInto(int lane) {
        for (int other = waiting.size() - 1; other > lane; other--) {
            if (waiting.get(other).equals(waiting.get(lane))) {
                lines.add(link(lane, other, '/'));
                waiting.set(other, "");
                trim();
            }
        }
    }

    private void open(int lane, String parent) {
        int free = lane + 1;
        while (free < waiting.size() && !waiting.get(free).isEmpty()) {
            free++;
        }
        if (free == waiting.size()) {
            waiting.add("");
        }
        lines.add(link(lane, free, '\\'));
        waiting.set(free, parent);
    }

    private void trim() {
        while (!waiting.isEmpty() && waiting.get(waiting.size() - 1).isEmpty()) {
            waiting.remove(waiting.size() - 1);
        }
    }

    private String row(int lane) {
        StringBuilder row = new StringBuilder();
        for (int place = 0; place < waiting.size(); place++) {
            row.append(place == 0 ? "" : " ").append(place == lane ? '*' : bar(place));
        }
        return row.toString();
    }

    private String link(int from, int to, char end) {
        StringBuilder row = new StringBuilder();
        for (int place = 0; place < Math.max(waiting.size(), to); place++) {
            boolean inside = place >= from && place < to;
            row.append(place == to ? ' ' : bar(place));
            row.append(inside ? (place == to - 1 ? end : '_') : ' ');
        }
        return row.toString().stripTrailing();
    }

    private char bar(int place) {
        return waiting.get(place).isEmpty() ? ' ' : '|';
    }
}
