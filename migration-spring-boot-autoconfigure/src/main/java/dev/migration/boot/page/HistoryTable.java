// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.time.Duration;
import java.util.List;

import dev.migration.boot.actuate.descriptor.AppliedEntry;

/** The table of applied revisions with their times, newest first. */
record HistoryTable(List<AppliedEntry> all, String key, PageRequest request) {

    private static final int SHOWN = 25;

    void write(Markup page) {
        String heading = key + "-history";
        page.element("h3", "History", "id", heading);
        if (all.isEmpty()) {
            page.element("p", "Nothing is applied.");
            return;
        }
        List<AppliedEntry> shown = request.wholeHistory() ? all : all.subList(0, Math.min(SHOWN, all.size()));
        DatabaseSection.scrollable(page, heading, "table");
        page.open("table");
        page.element("caption", "Applied revisions, newest first", "class", "unseen");
        DatabaseSection.rows(
                page,
                List.of("Revision", "Message", "Applied at", "Duration", "User"),
                () -> shown.forEach(entry -> row(page, entry)));
        page.close().close();
        if (shown.size() < all.size()) {
            page.open("p")
                    .element("a", "Show all " + all.size(), "href", "?history=all")
                    .close();
        }
    }

    private static void row(Markup page, AppliedEntry entry) {
        page.open("tr").open("th", "scope", "row");
        page.open("a", "href", GraphDrawing.revisionLink(entry.revision()), "class", "id")
                .foreign(PageFormat.shortened(entry.revision(), 40))
                .close();
        page.close().open("td", "class", "message").foreign(entry.message()).close();
        page.open("td")
                .element(
                        "time",
                        PageFormat.time(entry.appliedAt()),
                        "datetime",
                        entry.appliedAt().toString())
                .close();
        page.element("td", PageFormat.duration(Duration.ofMillis(entry.durationMillis())), "class", "number");
        page.open("td").foreign(entry.appliedBy()).close().close();
    }
}
