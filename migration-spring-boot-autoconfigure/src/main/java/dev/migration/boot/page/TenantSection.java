package dev.migration.boot.page;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import dev.migration.boot.page.StatusSentence.Mood;
import dev.migration.boot.status.TenantMonitor;
import dev.migration.boot.status.TenantMonitor.Snapshot;
import dev.migration.tenant.TenantState;
import dev.migration.tenant.TenantStates;

/** The part of the page that is about the tenants of one database. */
final class TenantSection implements PageSection {

    private static final int FIRST = 50;

    private final String name;
    private final String key;
    private final Snapshot snapshot;
    private final boolean sql;

    /**
     * Looks at the tenants.
     *
     * @param key tells the section from the others on the page
     * @param sql whether the reader may see SQL, and what the server said
     */
    TenantSection(String name, String key, TenantMonitor monitor, boolean sql) {
        this.name = name;
        this.key = key;
        this.snapshot = monitor.look();
        this.sql = sql;
    }

    @Override
    public boolean isMoving() {
        return snapshot.progress().isPresent();
    }

    @Override
    public void write(Markup page, Instant now) {
        page.open("section", "aria-labelledby", key + "-name");
        page.open("h2", "id", key + "-name").text("Database ").foreign(name).close();
        headline(page);
        page.open("div", "data-part", key + "-tenants");
        snapshot.states().ifPresent(states -> table(page, states));
        page.close().close();
    }

    private void headline(Markup page) {
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
                .orElse("Nothing is known about the tenants yet.");
        return snapshot.progress()
                .map(progress -> "Changes are running: " + progress + ".")
                .orElse(snapshot.error().isPresent() ? "The database does not answer. Last known: " + known : known);
    }

    private void table(Markup page, TenantStates states) {
        List<TenantState> behind = states.behind();
        if (behind.isEmpty()) {
            return;
        }
        String heading = key + "-behind";
        page.element("h3", "Not up to date", "id", heading);
        DatabaseSection.scrollable(page, heading, "history");
        page.open("table").open("thead").open("tr");
        List.of("Tenant", "State", "At", "Waiting", "Why").forEach(title -> page.element("th", title, "scope", "col"));
        page.close().close().open("tbody");
        behind.stream().limit(FIRST).forEach(state -> row(page, state));
        page.close().close().close();
        if (behind.size() > FIRST) {
            page.element("p", (behind.size() - FIRST) + " more are left out.", "class", "quiet");
        }
    }

    private void row(Markup page, TenantState state) {
        page.open("tr").open("th", "scope", "row").foreign(state.tenant()).close();
        page.element("td", state.condition().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        page.open("td").foreign(String.join(", ", state.current())).close();
        page.element("td", Integer.toString(state.pending()));
        page.open("td").foreign(snapshot.detail(state, sql)).close();
        page.close();
    }
}
