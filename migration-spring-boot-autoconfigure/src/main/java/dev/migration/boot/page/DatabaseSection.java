// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.migration.NeededAction;
import dev.migration.boot.actuate.RevisionReader;
import dev.migration.boot.actuate.descriptor.DatabaseDescriptor;
import dev.migration.boot.actuate.descriptor.PendingRevision;
import dev.migration.boot.actuate.descriptor.RevisionDescriptor;
import dev.migration.boot.actuate.descriptor.RunningDescriptor;
import dev.migration.boot.actuate.work.NeededActionEntry;
import dev.migration.boot.actuate.work.WorkEntry;
import dev.migration.boot.page.markup.Markup;
import dev.migration.boot.page.markup.Phrase;
import dev.migration.boot.status.KnownGraph;
import dev.migration.boot.status.MigrationMonitor;
import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.revision.fault.TargetException;
import dev.migration.version.HistoryEntry;

/** The section of the page for one database without tenants. */
final class DatabaseSection implements PageSection {

    /** How many entries of the history are searched for failed attempts. */
    private static final int RECENT_HISTORY = 100;

    private static final int WHOLE_HISTORY = 1000;

    /** A longer list is scrolled, so that the graph stays near. */
    private static final int LONG_LIST = 15;

    private final Phrase title;
    private final String key;
    private final String name;
    private final MigrationMonitor monitor;
    private final Snapshot snapshot;
    private final DatabaseDescriptor database;
    private final RevisionReader revisions;
    private final KnownGraph graph;
    private final PageRequest request;

    /**
     * Reads the state of the database.
     *
     * @param key the prefix of the ids of this section; each section of the page has its own
     * @param name the name of the database in requests
     */
    DatabaseSection(Phrase title, String key, String name, MigrationMonitor monitor, PageRequest request) {
        this.name = name;
        this.request = request;
        this.title = title;
        this.key = key;
        this.monitor = monitor;
        this.snapshot = monitor.read();
        this.database = DatabaseDescriptor.of(snapshot, request.sql());
        this.revisions = new RevisionReader(monitor, snapshot);
        this.graph = revisions.graph();
    }

    @Override
    public boolean isRunning() {
        return database.running() != null
                || database.work().stream()
                        .map(WorkEntry::job)
                        .anyMatch(job -> job != null && job.state().equals("RUNNING"));
    }

    /** The sentence about the state of the database. */
    StatusSentence sentence(Instant now) {
        return StatusSentence.of(request.sql() ? snapshot : snapshot.withoutNames(), database, now);
    }

    @Override
    public void write(Markup page, Instant now) {
        PageSection.open(page, key, title);
        sentence(page, sentence(now));
        part(page, "progress", inner -> progress(inner, now));
        part(page, "failure", this::failure);
        part(page, "advice", this::advice);
        part(page, "work", new WorkPart(database.work(), key, name, request.operations())::write);
        part(page, "revision", this::revision);
        part(page, "pending", this::pending);
        part(page, "graph", inner -> new GraphPart(graph, key, request).write(inner));
        part(page, "history", inner -> new HistoryTable(history(), key, request).write(inner));
        page.close();
    }

    /** Writes a part. When its content changes, the script of the page replaces the content. */
    private void part(Markup page, String part, Consumer<Markup> content) {
        page.open("div", "data-part", key + "-" + part);
        content.accept(page);
        page.close();
    }

    private void sentence(Markup page, StatusSentence sentence) {
        page.open("div", "class", "headline", "role", "status", "data-part", key + "-headline");
        page.open("p", "class", "mood " + sentence.mood().style());
        page.element("span", sentence.mood().sign(), "class", "sign", "aria-hidden", "true");
        page.element("span", sentence.mood().word(), "class", "word");
        page.close();
        page.open("p", "class", "sentence");
        sentence.sentence().write(page);
        page.close();
        sentence.more().forEach(more -> {
            page.open("p");
            more.write(page);
            page.close();
        });
        page.close();
    }

    private void progress(Markup page, Instant now) {
        RunningDescriptor running = database.running();
        if (running != null) {
            new ProgressPart(running, snapshot, graph, request.sql()).write(page, now);
        }
    }

    private void failure(Markup page) {
        if (database.running() == null) {
            snapshot.lastFailure()
                    .flatMap(HistoryEntry::failure)
                    .ifPresent(failure -> new FailurePart(failure, key, request.sql()).write(page));
        }
    }

    private void advice(Markup page) {
        List<String> advice = adviceSentences();
        if (advice.isEmpty()) {
            return;
        }
        page.element("h3", "What to do").open("ul");
        advice.forEach(sentence -> page.open("li").foreign(sentence).close());
        page.close();
    }

    private List<String> adviceSentences() {
        List<String> advice = new ArrayList<>();
        if (snapshot.error().isPresent()) {
            snapshot.error(request.sql()).flatMap(StatusSentence::remedy).ifPresent(advice::add);
            advice.add(
                    "Check that PostgreSQL runs and can be reached. This page updates itself when the database answers.");
            return advice;
        }
        if (database.running() == null
                && !database.status().equals("FAILED")
                && snapshot.lastFailure().isPresent()) {
            advice.add(
                    "Correct the script and upgrade again. Revisions that were applied before the failure stay applied.");
        }
        advice.addAll(database.advice());
        database.neededActions().stream()
                .filter(action -> !action.reason().equals(NeededAction.Reason.REVISION_FAILED.name()))
                .map(NeededActionEntry::remedy)
                .forEach(advice::add);
        return advice;
    }

    private List<HistoryRow> history() {
        // The snapshot has just failed to read the database, so do not wait for it again.
        List<HistoryEntry> entries = snapshot.error().isPresent()
                ? List.of()
                : monitor.entries(request.wholeHistory() ? WHOLE_HISTORY : RECENT_HISTORY);
        return HistoryRow.of(database.history(), entries, graph);
    }

    private void revision(Markup page) {
        Optional<String> requested = request.revision();
        if (requested.isEmpty()) {
            return;
        }
        try {
            RevisionDescriptor revision = revisions.read(requested.get(), request.sql());
            new RevisionPart(revision, key, request.sql()).write(page);
        } catch (TargetException unknown) {
            page.open("p", "class", "note").foreign(unknown.problem()).close();
        }
    }

    /** What a session runs now does not wait. */
    private void pending(Markup page) {
        List<PendingRevision> waiting = database.pending().stream()
                .filter(pending -> graph.running()
                        .filter(node -> node.id().equals(pending.revision()))
                        .isEmpty())
                .toList();
        if (waiting.isEmpty()) {
            return;
        }
        String heading = key + "-pending";
        page.element("h3", "Pending", "id", heading);
        boolean isLong = waiting.size() > LONG_LIST;
        if (isLong) {
            scrollable(page, heading, "list");
        }
        page.open("ol");
        waiting.forEach(pending -> {
            page.open("li").open("a", "href", PageRequest.linkTo(pending.revision()), "class", "id");
            page.foreign(pending.revision()).close().text(" ").foreign(pending.message());
            page.open("span", "class", "class " + pending.changeClass())
                    .foreign(pending.inWords())
                    .close();
            page.close();
        });
        page.close();
        if (isLong) {
            page.close();
        }
    }

    /**
     * Opens a region that can be scrolled with the keyboard. Its label has the name of the database, because several databases have the
     * same headings.
     *
     * @param heading the id of the heading; it begins with the key of the section
     */
    static void scrollable(Markup page, String heading, String style) {
        String database = heading.substring(0, heading.indexOf('-')) + "-name";
        page.open(
                "div",
                "class",
                "scroll " + style + "-box",
                "role",
                "region",
                "aria-labelledby",
                database + " " + heading,
                "tabindex",
                "0",
                "id",
                heading + "-box");
    }

    /** Writes the head and the body of a table. */
    static void rows(Markup page, List<String> titles, Runnable rows) {
        page.open("thead", "role", "rowgroup").open("tr", "role", "row");
        titles.forEach(title -> page.element("th", title, "scope", "col", "role", "columnheader"));
        page.close().close().open("tbody", "role", "rowgroup");
        rows.run();
        page.close();
    }

    /** Writes a preformatted text in a region that can be scrolled. */
    static void code(Markup page, String heading, String id, String text) {
        page.element("h4", heading, "id", id);
        scrollable(page, id, "code");
        page.open("pre").element("code", text, "dir", "ltr").close().close();
    }
}
