// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.util.List;

import dev.migration.boot.page.GraphRows.Row;
import dev.migration.boot.status.KnownGraph;

/** The part of the page for the graph of revisions of a database. */
record GraphPart(KnownGraph graph, String key, PageRequest request) {

    private static final int MAX_ROWS = 2000;

    private static final String LEGEND =
            "Newest first. ● applied, ○ pending, ⊗ pending and the last attempt failed, ▶ running, ✕ failed, ◆ applied without a script"
                    + " here. Dashed lines: depends on.";

    void write(Markup page) {
        String heading = key + "-graph";
        page.element("h3", "Revisions", "id", heading);
        List<Row> all = request.wholeGraph() ? GraphRows.all(graph) : GraphRows.collapsed(graph, request.revision());
        if (all.isEmpty()) {
            page.element("p", "There are no revisions.");
            return;
        }
        List<Row> rows = all.subList(0, Math.min(MAX_ROWS, all.size()));
        page.element("p", LEGEND, "class", "quiet");
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
}
