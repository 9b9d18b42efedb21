// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.util.List;

import dev.migration.boot.page.markup.Markup;
import dev.migration.boot.page.markup.PageFormat;
import dev.migration.version.FailureDetail;

/** The table of applied revisions and failed attempts with their times, newest first. */
record HistoryTable(List<HistoryRow> all, String key, PageRequest request) {

    private static final int SHOWN = 25;

    void write(Markup page) {
        String heading = key + "-history";
        page.element("h3", "History", "id", heading);
        if (all.isEmpty()) {
            page.element("p", "Nothing is applied.");
            return;
        }
        List<HistoryRow> shown = request.wholeHistory() ? all : all.subList(0, Math.min(SHOWN, all.size()));
        DatabaseSection.scrollable(page, heading, "table");
        page.open("table", "class", "cards", "role", "table");
        page.element("caption", "Applied revisions and failed attempts, newest first", "class", "unseen");
        DatabaseSection.rows(
                page,
                List.of("Revision", "Message", "Outcome", "At", "Duration", "By"),
                () -> shown.forEach(row -> row(page, row)));
        page.close().close();
        if (shown.size() < all.size()) {
            page.open("p")
                    .element("a", "Show all " + all.size(), "href", "?history=all")
                    .close();
        }
    }

    private void row(Markup page, HistoryRow row) {
        page.open("tr", "role", "row").open("th", "scope", "row", "role", "rowheader");
        page.open("a", "href", PageRequest.linkTo(row.revision()), "class", "id")
                .foreign(PageFormat.shortened(row.revision(), 40))
                .close();
        page.close().open("td", "class", "message", "role", "cell").foreign(row.message());
        row.failure().ifPresent(failure -> failure(page, failure));
        page.close();
        page.element("td", row.outcome(), "class", row.isFailure() ? "bad" : "", "role", "cell");
        page.open("td", "role", "cell").time(row.at()).close();
        page.element("td", PageFormat.duration(row.duration()), "class", "number", "role", "cell");
        page.open("td", "role", "cell").foreign(row.by()).close().close();
    }

    private void failure(Markup page, FailureDetail failure) {
        String cause = request.sql()
                ? failure.cause()
                : failure.sqlState().map(state -> "SQLSTATE " + state).orElse("");
        if (!cause.isEmpty()) {
            page.open("p", "class", "bad").foreign(cause).close();
        }
    }
}
