// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import dev.migration.boot.page.GraphLayout.Line;
import dev.migration.boot.page.GraphLayout.Place;
import dev.migration.boot.page.GraphRows.Row;
import dev.migration.boot.status.KnownGraph.Node;
import dev.migration.boot.status.KnownGraph.State;

/** Draws rows of the graph as SVG: a sign for each state, a link on each revision, dashed lines for dependencies. */
final class GraphDrawing {

    private static final int ROW = 30;
    private static final int LANE = 18;
    private static final int LETTER = 8;
    private static final int LONGEST_ID = 24;
    private static final int LONGEST_MESSAGE = 70;

    private final Markup page;
    private final List<Row> rows;
    private final List<Place> places;

    private GraphDrawing(Markup page, List<Row> rows) {
        this.page = page;
        this.rows = rows;
        this.places = GraphLayout.of(rows);
    }

    /** @param heading the id of the heading that labels the drawing */
    static void draw(Markup page, List<Row> rows, String heading) {
        new GraphDrawing(page, rows).draw(heading);
    }

    private void draw(String heading) {
        openDrawing(heading);
        for (int number = 0; number < rows.size(); number++) {
            for (Line line : places.get(number).lines()) {
                line(number, line);
            }
        }
        for (int number = 0; number < rows.size(); number++) {
            row(number);
        }
        page.close();
    }

    private void openDrawing(String heading) {
        String width = Integer.toString(width());
        String height = Integer.toString(rows.size() * ROW + 4);
        page.open(
                "svg",
                "class",
                "graph",
                "width",
                width,
                "height",
                height,
                "viewBox",
                "0 0 " + width + " " + height,
                "role",
                "group",
                "aria-labelledby",
                heading);
    }

    private int width() {
        int widest = 0;
        for (int number = 0; number < rows.size(); number++) {
            widest = Math.max(widest, left(number) + label(rows.get(number)).length() * LETTER);
        }
        return widest + 24;
    }

    private void line(int number, Line line) {
        int x = x(places.get(number).lane());
        int vertical = x(line.lane());
        int end = x(places.get(line.row()).lane());
        int y = y(number);
        int last = y(line.row());
        String path =
                "M" + x + " " + y + turn(x, y, vertical, y + ROW) + "L" + vertical + " " + Math.max(y + ROW, last - ROW)
                        + (line.row() == number + 1 && x != vertical ? "" : turn(vertical, last - ROW, end, last));
        page.open("path", "class", line.dependency() ? "dependency" : "line", "d", path)
                .close();
    }

    private static String turn(int x, int y, int toX, int toY) {
        int middle = (y + toY) / 2;
        return x == toX
                ? "L" + toX + " " + toY
                : "C" + x + " " + middle + " " + toX + " " + middle + " " + toX + " " + toY;
    }

    private void row(int number) {
        Row row = rows.get(number);
        String link = row.isSequence() ? "?graph=all" : revisionLink(row.key());
        page.open("a", "href", link, "id", "graph-" + number);
        page.element("title", row.isSequence() ? sequenceTitle(row) : title(row.node()));
        sign(row, x(places.get(number).lane()), y(number));
        page.open("text", "x", Integer.toString(left(number)), "y", Integer.toString(y(number) + 5));
        if (row.isSequence()) {
            page.element("tspan", label(row), "class", "quiet");
        } else {
            page.element("tspan", isolated(PageFormat.shortened(row.key(), LONGEST_ID)), "class", "id");
            page.element("tspan", rest(row.node()), "class", "quiet");
        }
        page.close().close();
    }

    private void sign(Row row, int x, int y) {
        if (row.isSequence()) {
            page.open("path", "class", "sequence", "d", "M" + x + " " + (y - 8) + "v16")
                    .close();
            return;
        }
        String state = state(row.node());
        String style = "node " + state.toLowerCase(Locale.ROOT);
        if (state.equals("PENDING") && row.node().failedLast()) {
            shape("node failed", "M" + (x - 3) + " " + (y - 3) + "l6 6m0 -6l-6 6");
            style = "node pending-failed";
        }
        switch (state) {
            case "UNKNOWN" -> shape(style, "M" + x + " " + (y - 7) + "l7 7l-7 7l-7 -7z");
            case "FAILED" -> shape(style, "M" + (x - 6) + " " + (y - 6) + "l12 12m0 -12l-12 12");
            case "RUNNING" -> shape(style, "M" + (x - 5) + " " + (y - 7) + "l12 7l-12 7z");
            default ->
                page.open("circle", "class", style, "cx", Integer.toString(x), "cy", Integer.toString(y), "r", "6")
                        .close();
        }
    }

    private void shape(String style, String path) {
        page.open("path", "class", style, "d", path).close();
    }

    private static String label(Row row) {
        return row.isSequence()
                ? row.nodes().size() + " applied revisions in sequence"
                : PageFormat.shortened(row.key(), LONGEST_ID) + rest(row.node());
    }

    private static String rest(Node node) {
        String message = PageFormat.shortened(node.revision().message(), LONGEST_MESSAGE);
        String labels = node.revision().branchLabels().isEmpty()
                ? ""
                : " [" + isolated(String.join(", ", node.revision().branchLabels())) + "]";
        boolean plain = node.state().filter(State.APPLIED::equals).isPresent() && !node.failedLast();
        String state = plain ? "" : " – " + stateText(node);
        return labels + (message.isEmpty() ? "" : "  " + isolated(message)) + state;
    }

    private static String title(Node node) {
        String message = node.revision().message();
        return isolated(node.id()) + (message.isEmpty() ? "" : ": " + isolated(message)) + " (" + stateText(node) + ")";
    }

    private static String sequenceTitle(Row row) {
        return row.nodes().size() + " applied revisions from "
                + row.nodes().get(row.nodes().size() - 1).id() + " to " + row.key() + "; show all of them";
    }

    /** The text for the state of a revision. */
    static String stateText(Node node) {
        return switch (state(node)) {
            case "APPLIED" -> node.failedLast() ? "applied, the last downgrade failed" : "applied";
            case "PENDING" -> node.failedLast() ? "pending, the last attempt failed" : "pending";
            case "RUNNING" -> "running";
            case "FAILED" -> "failed";
            case "UNKNOWN" -> "applied, no script here";
            default -> "state not known";
        };
    }

    private static String state(Node node) {
        return node.state().map(Enum::name).orElse("NOT_KNOWN");
    }

    static String revisionLink(String id) {
        return "?revision=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    /** Isolates the direction of a text with Unicode marks, because SVG has no {@code bdi} element. */
    private static String isolated(String foreign) {
        return "\u2068" + foreign + "\u2069";
    }

    private int left(int number) {
        return x(places.get(number).lanes()) + 2;
    }

    private static int x(int lane) {
        return lane * LANE + 12;
    }

    private static int y(int number) {
        return number * ROW + ROW / 2 + 2;
    }
}
