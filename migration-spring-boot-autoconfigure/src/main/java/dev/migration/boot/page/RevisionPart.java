// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.migration.boot.actuate.descriptor.AppliedEntry;
import dev.migration.boot.actuate.descriptor.RevisionDescriptor;
import dev.migration.boot.page.markup.Markup;
import dev.migration.boot.page.markup.PageFormat;

/** The part of the page for one revision. */
record RevisionPart(RevisionDescriptor revision, String key, boolean sql) {

    void write(Markup page) {
        String heading = key + "-revision";
        page.open("article", "aria-labelledby", heading);
        page.open("h3", "id", heading, "tabindex", "-1")
                .text("Revision ")
                .foreign(revision.revision())
                .close();
        page.open("p").foreign(revision.message()).close();
        page.open("dl");
        detail(page, "State", state());
        revisions(page, "Revises", revision.revises());
        revisions(page, "Depends on", revision.dependsOn());
        revisions(page, "Followed by", revision.children());
        detail(page, "Branch", String.join(", ", revision.branches()));
        detail(page, "Replaces", String.join(", ", revision.replaces()));
        detail(page, "Script", revision.source() == null ? "none here" : revision.source());
        detail(page, "Reversible", reversible());
        applied(page, revision.applied());
        page.close();
        entries(page);
        sql(page);
        page.open("p").element("a", "Close this revision", "href", "?").close();
        page.close();
    }

    private String state() {
        String state = revision.state();
        String text = state == null ? "not known" : state.toLowerCase(Locale.ROOT);
        return revision.edited() ? text + ", and its script was edited since then" : text;
    }

    private String reversible() {
        Boolean reversible = revision.reversible();
        return reversible == null ? "" : reversible ? "yes" : "no";
    }

    private void applied(Markup page, @Nullable AppliedEntry applied) {
        if (applied == null) {
            return;
        }
        page.element("dt", begun(applied) + " at")
                .open("dd")
                .time(applied.appliedAt())
                .close();
        detail(page, "Duration", duration(applied));
        detail(
                page,
                begun(applied) + " by",
                applied.appliedBy() + " from " + applied.host() + " (" + applied.application() + ")");
    }

    /** What the row of an interrupted revision records is its begin. */
    private static String begun(AppliedEntry applied) {
        return isBegun(applied) ? "Begun" : "Applied";
    }

    private static String duration(AppliedEntry applied) {
        return isBegun(applied) ? "" : PageFormat.duration(Duration.ofMillis(applied.durationMillis()));
    }

    private static boolean isBegun(AppliedEntry applied) {
        return applied.state().equals("RUNNING") || applied.state().equals("FAILED");
    }

    private static void detail(Markup page, String name, String value) {
        if (!value.isEmpty()) {
            page.element("dt", name).open("dd").foreign(value).close();
        }
    }

    private static void revisions(Markup page, String name, List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        page.element("dt", name).open("dd");
        ids.forEach(id -> page.open("a", "href", PageRequest.linkTo(id), "class", "id")
                .foreign(id)
                .close()
                .text(" "));
        page.close();
    }

    private void entries(Markup page) {
        if (revision.entries().isEmpty()) {
            return;
        }
        String heading = key + "-entries";
        page.element("h4", "Operations on this revision", "id", heading);
        DatabaseSection.scrollable(page, heading, "table");
        page.open("table", "class", "cards", "role", "table");
        DatabaseSection.rows(
                page,
                List.of("Time", "Operation", "Outcome", "Duration", "By"),
                () -> revision.entries().forEach(entry -> entry(page, entry)));
        page.close().close();
    }

    private static void entry(Markup page, RevisionDescriptor.Entry entry) {
        page.open("tr", "role", "row").open("th", "scope", "row", "role", "rowheader");
        page.time(entry.at()).close();
        page.element("td", entry.operation().toLowerCase(Locale.ROOT), "role", "cell");
        page.open("td", "class", "message", "role", "cell").text(entry.outcome().toLowerCase(Locale.ROOT));
        String detail = entry.detail();
        if (detail != null) {
            page.text(": ").foreign(detail);
        }
        page.close();
        page.element(
                "td",
                PageFormat.duration(Duration.ofMillis(entry.durationMillis())),
                "class",
                "number",
                "role",
                "cell");
        page.open("td", "role", "cell").foreign(entry.doneBy()).close().close();
    }

    private void sql(Markup page) {
        RevisionDescriptor.Sql sections = revision.sql();
        if (sections == null) {
            page.element(
                    "p",
                    sql ? "This revision has no SQL." : "SQL is not shown; see migration.endpoint.show-sql.",
                    "class",
                    "quiet");
            return;
        }
        String from = sections.from().equals("DATABASE") ? ", as it was applied" : ", from the script";
        String upgrade = sections.upgrade();
        if (upgrade != null) {
            DatabaseSection.code(page, "Upgrade" + from, key + "-upgrade", upgrade.strip());
        }
        String downgrade = sections.downgrade();
        if (downgrade != null) {
            DatabaseSection.code(page, "Downgrade" + from, key + "-downgrade", downgrade.strip());
        }
    }
}
