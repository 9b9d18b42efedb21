// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.util.List;

import dev.migration.boot.page.graph.GraphRows;
import dev.migration.boot.page.graph.GraphRows.Edge;
import dev.migration.boot.page.graph.GraphRows.Row;
import dev.migration.boot.page.markup.Markup;
import dev.migration.boot.status.KnownGraph;

/** The part of the page for the graph of revisions of a database. */
record GraphPart(KnownGraph graph, String key, PageRequest request) {

    private static final int MAX_ROWS = 2000;

    void write(Markup page) {
        String heading = key + "-graph";
        page.element("h3", "Revisions", "id", heading);
        List<Row> all = request.wholeGraph() ? GraphRows.all(graph) : GraphRows.collapsed(graph, request.revision());
        if (all.isEmpty()) {
            page.element("p", "There are no revisions.");
            return;
        }
        List<Row> rows = all.subList(0, Math.min(MAX_ROWS, all.size()));
        legend(page, rows);
        DatabaseSection.scrollable(page, heading, "graph");
        GraphDrawing.draw(page, rows, heading);
        page.close();
        if (rows.size() < all.size()) {
            page.element("p", (all.size() - rows.size()) + " older revisions are not shown.", "class", "quiet");
        }
        if (request.wholeGraph()) {
            page.open("p")
                    .element("a", "Show long sequences as one line", "href", "?")
                    .close();
        }
    }

    /** The marks that the drawing has, as they are drawn there. */
    private static void legend(Markup page, List<Row> rows) {
        page.open("ul", "class", "legend quiet", "role", "list");
        rows.stream().map(GraphMark::of).distinct().sorted().forEach(mark -> {
            page.open("li").open("svg", "width", "18", "height", "18", "aria-hidden", "true");
            mark.draw(page, 9, 9);
            page.close().text(mark.meaning()).close();
        });
        if (rows.stream().flatMap(row -> row.edges().stream()).anyMatch(Edge::dependency)) {
            page.open("li").open("svg", "width", "18", "height", "18", "aria-hidden", "true");
            page.element("path", "", "class", "dependency", "d", "M9 0V18");
            page.close().text("depends on").close();
        }
        page.close();
    }
}
