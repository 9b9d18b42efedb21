// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.util.List;

import dev.migration.boot.page.graph.GraphLayout;
import dev.migration.boot.page.graph.GraphLayout.Line;
import dev.migration.boot.page.graph.GraphLayout.Place;
import dev.migration.boot.page.graph.GraphRows.Row;
import dev.migration.boot.page.markup.Markup;
import dev.migration.boot.page.markup.PageFormat;
import dev.migration.boot.status.KnownGraph.Node;

/**
 * Draws rows of the graph as a list. Each entry has the lines and the mark of its row as SVG, and a text that may wrap: the lines
 * continue to the end of the entry.
 */
final class GraphDrawing {

    private static final int ROW = 30;
    private static final int LANE = 18;
    private static final int LONGEST_ID = 40;
    private static final int LONGEST_MESSAGE = 120;

    /** The number of lanes up to which all texts begin at the same place. */
    private static final int ALIGNED = 4;

    /** Lower than any entry; what is below the entry is not shown. */
    private static final int BELOW = 2000;

    private final Markup page;
    private final String heading;
    private final List<Row> rows;
    private final List<Place> places;
    private final int aligned;

    private GraphDrawing(Markup page, List<Row> rows, String heading) {
        this.page = page;
        this.heading = heading;
        this.rows = rows;
        this.places = GraphLayout.of(rows);
        this.aligned =
                Math.min(ALIGNED, places.stream().mapToInt(Place::lanes).max().orElse(0));
    }

    /** @param heading the id of the heading that labels the drawing */
    static void draw(Markup page, List<Row> rows, String heading) {
        new GraphDrawing(page, rows, heading).draw();
    }

    private void draw() {
        page.open("ul", "class", "graph", "role", "list", "aria-labelledby", heading);
        for (int number = 0; number < rows.size(); number++) {
            page.open("li");
            lanes(rows.get(number), places.get(number));
            text(rows.get(number), number);
            page.close();
        }
        page.close();
    }

    private void lanes(Row row, Place place) {
        String width = Integer.toString(x(Math.max(place.lanes(), aligned)) - 4);
        page.open("div", "class", "lanes")
                .open("svg", "width", width, "height", Integer.toString(ROW), "aria-hidden", "true");
        int x = x(place.lane());
        place.through().forEach(line -> line(line, "M" + x(line.lane()) + " 0V" + BELOW));
        place.in().forEach(line -> line(line, "M" + x(line.lane()) + " 0" + turn(x(line.lane()), 0, x)));
        place.out()
                .forEach(line -> line(line, "M" + x + " " + ROW / 2 + turn(x, ROW / 2, x(line.lane())) + "V" + BELOW));
        GraphMark.of(row).draw(page, x, ROW / 2);
        page.close().close();
    }

    private void line(Line line, String path) {
        page.element("path", "", "class", line.dependency() ? "dependency" : "line", "d", path);
    }

    /** Half a row downwards, to another lane or straight. */
    private static String turn(int x, int y, int toX) {
        int end = y + ROW / 2;
        int middle = y + ROW / 4;
        return x == toX ? "V" + end : "C" + x + " " + middle + " " + toX + " " + middle + " " + toX + " " + end;
    }

    private void text(Row row, int number) {
        String link = row.isSequence() ? "?graph=all" : PageRequest.linkTo(row.key());
        page.open("a", "href", link, "id", heading + "-" + number);
        if (row.isSequence()) {
            page.element("span", row.nodes().size() + " applied revisions in sequence", "class", "quiet");
            page.close();
            return;
        }
        page.foreign(PageFormat.shortened(row.key(), LONGEST_ID), "class", "id").text(" ");
        page.open("span", "class", "quiet");
        rest(row.node());
        page.close().close();
    }

    private void rest(Node node) {
        if (!node.revision().branchLabels().isEmpty()) {
            page.text("[")
                    .foreign(String.join(", ", node.revision().branchLabels()))
                    .text("] ");
        }
        page.foreign(PageFormat.shortened(node.revision().message(), LONGEST_MESSAGE));
        boolean plain = GraphMark.of(node) == GraphMark.APPLIED && !node.failedLast();
        if (!plain) {
            page.text(" – " + stateText(node));
        }
    }

    /** The text for the state of a revision. */
    private static String stateText(Node node) {
        GraphMark mark = GraphMark.of(node);
        return mark == GraphMark.APPLIED ? "applied, the last downgrade failed" : mark.meaning();
    }

    private static int x(int lane) {
        return lane * LANE + 12;
    }
}
