// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.migration.boot.actuate.descriptor.AppliedEntry;
import dev.migration.boot.actuate.descriptor.RevisionDescriptor;

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
        detail(page, "Applied at", PageFormat.time(applied.appliedAt()));
        detail(page, "Duration", PageFormat.duration(Duration.ofMillis(applied.durationMillis())));
        detail(
                page,
                "Applied by",
                applied.appliedBy() + " from " + applied.host() + " (" + applied.application() + ")");
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
        ids.forEach(id -> page.open("a", "href", GraphDrawing.revisionLink(id), "class", "id")
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
        page.open("table");
        DatabaseSection.rows(
                page,
                List.of("Time", "Operation", "Outcome", "Duration", "User"),
                () -> revision.entries().forEach(entry -> entry(page, entry)));
        page.close().close();
    }

    private static void entry(Markup page, RevisionDescriptor.Entry entry) {
        page.open("tr").open("th", "scope", "row");
        page.element("time", PageFormat.time(entry.at()), "datetime", entry.at().toString())
                .close();
        page.element("td", entry.operation().toLowerCase(Locale.ROOT));
        page.open("td", "class", "message").text(entry.outcome().toLowerCase(Locale.ROOT));
        String detail = entry.detail();
        if (detail != null) {
            page.text(": ").foreign(detail);
        }
        page.close();
        page.element("td", PageFormat.duration(Duration.ofMillis(entry.durationMillis())), "class", "number");
        page.open("td").foreign(entry.doneBy()).close().close();
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
