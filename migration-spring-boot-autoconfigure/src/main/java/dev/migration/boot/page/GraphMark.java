// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import dev.migration.boot.page.graph.GraphRows.Row;
import dev.migration.boot.page.markup.Markup;
import dev.migration.boot.status.KnownGraph.Node;

/** The marks of revisions in the drawing and in its legend. They differ in shape, not only in colour. */
enum GraphMark {
    APPLIED("applied", "applied"),
    PENDING("pending", "pending"),
    PENDING_FAILED("pending-failed", "pending, the last attempt failed"),
    RUNNING("running", "running"),
    FAILED("failed", "failed"),
    UNKNOWN("unknown", "applied, no script here"),
    NOT_KNOWN("not_known", "state not known"),
    SEQUENCE("sequence", "several applied revisions");

    private final String style;
    private final String meaning;

    GraphMark(String style, String meaning) {
        this.style = style;
        this.meaning = meaning;
    }

    static GraphMark of(Row row) {
        return row.isSequence() ? SEQUENCE : of(row.node());
    }

    static GraphMark of(Node node) {
        GraphMark mark = node.state().map(state -> valueOf(state.name())).orElse(NOT_KNOWN);
        return mark == PENDING && node.failedLast() ? PENDING_FAILED : mark;
    }

    /** What the mark means. */
    String meaning() {
        return meaning;
    }

    void draw(Markup page, int x, int y) {
        switch (this) {
            case SEQUENCE -> shape(page, "M" + x + " " + (y - 8) + "v16");
            case UNKNOWN -> shape(page, "M" + x + " " + (y - 7) + "l7 7l-7 7l-7 -7z");
            case FAILED -> shape(page, "M" + (x - 6) + " " + (y - 6) + "l12 12m0 -12l-12 12");
            case RUNNING -> shape(page, "M" + (x - 5) + " " + (y - 7) + "l12 7l-12 7z");
            case PENDING_FAILED ->
                shape(
                        page,
                        "M" + (x - 7) + " " + y + "a7 7 0 1 0 14 0a7 7 0 1 0 -14 0zM" + (x - 3) + " " + (y - 3)
                                + "l6 6m0 -6l-6 6");
            default -> page.element("circle", "", "class", "node " + style, "cx", "" + x, "cy", "" + y, "r", "6");
        }
    }

    private void shape(Markup page, String path) {
        page.element("path", "", "class", "node " + style, "d", path);
    }
}
