package dev.migration.boot.page;

import java.time.Duration;
import java.util.List;

import dev.migration.boot.actuate.descriptor.AppliedEntry;
import dev.migration.boot.actuate.descriptor.DatabaseDescriptor;

/** The table of applied revisions with their times, newest first. */
final class HistoryTable {

    private static final int SHOWN = 25;

    private final List<AppliedEntry> all;
    private final String key;
    private final PageRequest request;

    HistoryTable(DatabaseDescriptor database, String key, PageRequest request) {
        this.all = database.history();
        this.key = key;
        this.request = request;
    }

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
        page.open("thead").open("tr");
        List.of("Revision", "Message", "Applied at", "Duration", "User")
                .forEach(title -> page.element("th", title, "scope", "col"));
        page.close().close().open("tbody");
        shown.forEach(entry -> row(page, entry));
        page.close().close().close();
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
