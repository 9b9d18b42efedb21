// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.migration.revision.Revision;

/**
 * Draws the revision graph as {@code git log --graph} draws commits, newest first.
 *
 * <ol>
 *   <li>Each lane leads down to one revision, the next that is drawn on it.
 *   <li>A revision is drawn on the leftmost lane that leads to it; the other lanes that lead to it end there.
 *   <li>Then the lane leads to the first down revision; a merge opens a lane for each further down revision.
 * </ol>
 */
public final class GraphLanes {

    private final List<String> next = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final Function<Revision, String> label;

    private GraphLanes(Function<Revision, String> label) {
        this.label = label;
    }

    /**
     * Returns the lines of the drawing.
     *
     * @param newestFirst the revisions, each before its down revisions
     * @param label the text next to a revision
     */
    public static List<String> draw(List<Revision> newestFirst, Function<Revision, String> label) {
        GraphLanes lanes = new GraphLanes(label);
        List<String> known = newestFirst.stream().map(Revision::id).toList();
        newestFirst.forEach(revision -> lanes.add(revision, known));
        return lanes.lines;
    }

    private void add(Revision revision, List<String> known) {
        if (!next.contains(revision.id())) {
            next.add(revision.id());
        }
        int lane = next.indexOf(revision.id());
        joinInto(lane);
        lines.add(row(lane) + "  " + label.apply(revision));
        // Parents outside of the range are not drawn.
        List<String> parents =
                revision.downRevisions().stream().filter(known::contains).toList();
        if (parents.isEmpty()) {
            close(lane);
            return;
        }
        next.set(lane, parents.get(0));
        parents.subList(1, parents.size()).forEach(parent -> open(lane, parent));
    }

    /** Empties the lane; lanes to the right of it keep their columns. */
    private void close(int lane) {
        next.set(lane, "");
        trim();
    }

    private void joinInto(int lane) {
        for (int other = next.size() - 1; other > lane; other--) {
            if (next.get(other).equals(next.get(lane))) {
                lines.add(link(lane, other, '/'));
                next.set(other, "");
                trim();
            }
        }
    }

    private void open(int lane, String parent) {
        int free = lane + 1;
        while (free < next.size() && !next.get(free).isEmpty()) {
            free++;
        }
        if (free == next.size()) {
            next.add("");
        }
        lines.add(link(lane, free, '\\'));
        next.set(free, parent);
    }

    private void trim() {
        while (!next.isEmpty() && next.get(next.size() - 1).isEmpty()) {
            next.remove(next.size() - 1);
        }
    }

    private String row(int lane) {
        StringBuilder row = new StringBuilder();
        for (int place = 0; place < next.size(); place++) {
            row.append(place == 0 ? "" : " ").append(place == lane ? '*' : bar(place));
        }
        return row.toString();
    }

    private String link(int from, int to, char end) {
        StringBuilder row = new StringBuilder();
        for (int place = 0; place < Math.max(next.size(), to); place++) {
            boolean inside = place >= from && place < to;
            row.append(place == to ? ' ' : bar(place));
            row.append(inside ? (place == to - 1 ? end : '_') : ' ');
        }
        return row.toString().stripTrailing();
    }

    private char bar(int place) {
        return next.get(place).isEmpty() ? ' ' : '|';
    }
}
