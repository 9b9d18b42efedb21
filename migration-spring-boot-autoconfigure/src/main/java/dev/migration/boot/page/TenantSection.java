// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import dev.migration.boot.actuate.work.WorkEntry;
import dev.migration.boot.page.StatusSentence.Mood;
import dev.migration.boot.page.markup.Markup;
import dev.migration.boot.page.markup.Phrase;
import dev.migration.boot.status.TenantMonitor;
import dev.migration.boot.status.TenantMonitor.Snapshot;
import dev.migration.boot.status.TenantMonitor.Workload;
import dev.migration.boot.status.TenantMonitor.Workloads;
import dev.migration.tenant.TenantState;
import dev.migration.tenant.TenantStates;
import dev.migration.version.JobState;

/**
 * The section of the page for one database with tenants.
 *
 * @param key the prefix of the ids of this section; each section of the page has its own
 * @param seen what is known about the tenants
 */
record TenantSection(Phrase title, String key, Seen seen, PageRequest request) implements PageSection {

    private static final int SHOWN = 50;

    /**
     * What is known about the tenants of a database.
     *
     * @param name the name of the database in requests
     */
    record Seen(String name, Snapshot snapshot, Workloads workloads) {

        /** Reads the work only if the database has just answered. */
        static Seen by(TenantMonitor monitor, String name) {
            Snapshot snapshot = monitor.read();
            return new Seen(name, snapshot, snapshot.error().isPresent() ? Workloads.NONE : monitor.workloads());
        }
    }

    @Override
    public boolean isRunning() {
        return seen.snapshot().progress().isPresent()
                || seen.workloads().shown().stream()
                        .flatMap(tenant -> tenant.work().jobs().stream())
                        .anyMatch(job -> job.state() == JobState.State.RUNNING);
    }

    @Override
    public void write(Markup page, Instant now) {
        PageSection.open(page, key, title);
        sentence(page);
        page.open("div", "data-part", key + "-tenants");
        seen.snapshot().states().ifPresent(states -> table(page, states));
        page.close();
        page.open("div", "data-part", key + "-work");
        work(page);
        page.close().close();
    }

    private void work(Markup page) {
        List<Workload> shown = seen.workloads().shown();
        if (shown.isEmpty()) {
            return;
        }
        page.element("h3", "Work in the background and in batches");
        for (int number = 0; number < shown.size(); number++) {
            Workload tenant = shown.get(number);
            String id = key + "-tenant-" + number;
            page.open("h4", "id", id).foreign(tenant.tenant()).close();
            new WorkPart(
                            WorkEntry.of(tenant.work(), request.sql()),
                            id,
                            seen.name() + "/" + tenant.tenant(),
                            request.operations())
                    .writeOfTenant(page, id);
        }
        int others = seen.workloads().tenants() - shown.size();
        if (others > 0) {
            page.element("p", "More tenants have work: " + others + ", not shown here.", "class", "quiet");
        }
    }

    private void sentence(Markup page) {
        Mood mood = mood();
        page.open("div", "class", "headline", "role", "status", "data-part", key + "-headline");
        page.open("p", "class", "mood " + mood.style());
        page.element("span", mood.sign(), "class", "sign", "aria-hidden", "true");
        page.element("span", mood.word(), "class", "word").close();
        page.element("p", sentence(), "class", "sentence");
        seen.snapshot()
                .error(request.sql())
                .ifPresent(error -> page.open("p").foreign(error).close());
        page.close();
    }

    private Mood mood() {
        return switch (seen.snapshot().state()) {
            case "RUNNING" -> Mood.BUSY;
            case "UP_TO_DATE" -> seen.snapshot().error().isPresent() ? Mood.BAD : Mood.GOOD;
            case "PENDING" -> Mood.WAITING;
            default -> Mood.BAD;
        };
    }

    private String sentence() {
        String known = seen.snapshot()
                .states()
                .map(states -> states.total() == 0 ? "There is no tenant." : states + ".")
                .orElse("The state of the tenants is not known yet.");
        return seen.snapshot()
                .progress()
                .map(progress -> "Changes are running: " + progress + ".")
                .orElse(
                        seen.snapshot().error().isPresent()
                                ? "The database does not answer. Last known: " + known
                                : known);
    }

    private void table(Markup page, TenantStates states) {
        List<TenantState> notUpToDate = states.behind();
        if (notUpToDate.isEmpty()) {
            return;
        }
        String heading = key + "-not-up-to-date";
        page.element("h3", "Not up to date", "id", heading);
        DatabaseSection.scrollable(page, heading, "history");
        page.open("table", "class", "cards", "role", "table");
        DatabaseSection.rows(
                page,
                List.of("Tenant", "State", "Current", "Pending", "Reason"),
                () -> notUpToDate.stream().limit(SHOWN).forEach(state -> row(page, state)));
        page.close().close();
        if (notUpToDate.size() > SHOWN) {
            page.element("p", (notUpToDate.size() - SHOWN) + " more tenants are not shown.", "class", "quiet");
        }
    }

    private void row(Markup page, TenantState state) {
        page.open("tr", "role", "row").open("th", "scope", "row", "role", "rowheader");
        page.foreign(state.tenant()).close();
        page.element("td", state.condition().name().toLowerCase(Locale.ROOT).replace('_', ' '), "role", "cell");
        page.open("td", "role", "cell", "data-label", "at")
                .foreign(state.current().isEmpty() ? "base" : String.join(", ", state.current()))
                .close();
        page.element("td", Integer.toString(state.pending()), "role", "cell", "data-label", "pending:");
        page.open("td", "class", "message", "role", "cell")
                .foreign(seen.snapshot().detail(state, request.sql()))
                .close();
        page.close();
    }
}
