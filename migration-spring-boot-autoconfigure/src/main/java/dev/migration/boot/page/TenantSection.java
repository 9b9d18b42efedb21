// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import dev.migration.boot.page.StatusSentence.Mood;
import dev.migration.boot.page.markup.Markup;
import dev.migration.boot.page.markup.Phrase;
import dev.migration.boot.status.TenantMonitor.Snapshot;
import dev.migration.tenant.TenantState;
import dev.migration.tenant.TenantStates;

/**
 * The section of the page for one database with tenants.
 *
 * @param key the prefix of the ids of this section; each section of the page has its own
 * @param sql whether the reader may see SQL and messages of the server
 */
record TenantSection(Phrase title, String key, Snapshot snapshot, boolean sql) implements PageSection {

    private static final int SHOWN = 50;

    @Override
    public boolean isRunning() {
        return snapshot.progress().isPresent();
    }

    @Override
    public void write(Markup page, Instant now) {
        PageSection.open(page, key, title);
        sentence(page);
        page.open("div", "data-part", key + "-tenants");
        snapshot.states().ifPresent(states -> table(page, states));
        page.close().close();
    }

    private void sentence(Markup page) {
        Mood mood = mood();
        page.open("div", "class", "headline", "role", "status", "data-part", key + "-headline");
        page.open("p", "class", "mood " + mood.style());
        page.element("span", mood.sign(), "class", "sign", "aria-hidden", "true");
        page.element("span", mood.word(), "class", "word").close();
        page.element("p", sentence(), "class", "sentence");
        snapshot.error(sql).ifPresent(error -> page.open("p").foreign(error).close());
        page.close();
    }

    private Mood mood() {
        return switch (snapshot.state()) {
            case "RUNNING" -> Mood.BUSY;
            case "UP_TO_DATE" -> snapshot.error().isPresent() ? Mood.BAD : Mood.GOOD;
            case "PENDING" -> Mood.WAITING;
            default -> Mood.BAD;
        };
    }

    private String sentence() {
        String known = snapshot.states()
                .map(states -> states.total() == 0 ? "There is no tenant." : states + ".")
                .orElse("The state of the tenants is not known yet.");
        return snapshot.progress()
                .map(progress -> "Changes are running: " + progress + ".")
                .orElse(snapshot.error().isPresent() ? "The database does not answer. Last known: " + known : known);
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
                .foreign(snapshot.detail(state, sql))
                .close();
        page.close();
    }
}
