// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

import dev.migration.boot.actuate.descriptor.RunningDescriptor;
import dev.migration.boot.actuate.work.BatchDescriptor;
import dev.migration.boot.page.markup.Markup;
import dev.migration.boot.page.markup.PageFormat;
import dev.migration.boot.status.KnownGraph;
import dev.migration.boot.status.KnownGraph.Node;
import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.event.BatchProgress;
import dev.migration.event.LockHolder;
import dev.migration.event.SessionActivity;

/**
 * The part of the page for the current run of a database: progress bar, revision, statement, lock holder, waiting instances.
 *
 * @param graph the revisions with their messages
 * @param sql whether the reader may see SQL
 */
record ProgressPart(RunningDescriptor running, Snapshot snapshot, KnownGraph graph, boolean sql) {

    void write(Markup page, Instant now) {
        if (running.steps() > 0) {
            bar(page);
            String changes = running.steps() == 1 ? " change done." : " changes done.";
            page.element("p", running.done() + " of " + running.steps() + changes);
        }
        page.open("dl", "class", "run");
        revision(page);
        since(now)
                .ifPresent(since -> detail(page, "Running since", inner -> {
                    inner.time(since);
                    inner.text(" (" + PageFormat.duration(Duration.between(since, now)) + ")");
                }));
        statement().ifPresent(statement -> detail(page, "Statement", inner -> inner.foreign(statement, "class", "id")));
        Optional.ofNullable(running.batch())
                .ifPresent(batch -> detail(page, "Batches", inner -> inner.foreign(batches(batch))));
        snapshot.holder().ifPresent(holder -> detail(page, "Run by", inner -> holder(inner, holder)));
        page.close();
        int waiting = snapshot.lock().waiters().size();
        if (waiting > 0) {
            String instances = PageFormat.count(waiting, "instance waits", "instances wait");
            page.element("p", instances + " for the migration lock.");
        }
    }

    /** How much of the first step is done is not known, so the bar then has no value. */
    private void bar(Markup page) {
        if (running.done() == 0) {
            page.element("progress", "", "aria-label", "Progress");
            return;
        }
        String max = Integer.toString(running.steps());
        String value = Integer.toString(running.done());
        page.element("progress", "", "max", max, "value", value, "aria-label", "Progress");
    }

    private void revision(Markup page) {
        String id = running.revision();
        if (id == null) {
            return;
        }
        // The session shows only the beginning of a long id.
        Optional<Node> node = graph.running();
        String whole = node.map(Node::id).orElse(id);
        detail(page, "Revision", inner -> {
            inner.open("a", "href", PageRequest.linkTo(whole), "class", "id");
            inner.foreign(whole).close().text(" ");
            node.map(known -> known.revision().message()).ifPresent(inner::foreign);
        });
    }

    /** When the transaction of the revision began, or else its statement, or else the run of this application. */
    private Optional<Instant> since(Instant now) {
        Optional<SessionActivity> activity = snapshot.holder().map(LockHolder::activity);
        return activity.flatMap(SessionActivity::inTransaction)
                .or(() -> activity.flatMap(SessionActivity::running))
                .map(now::minus)
                .or(() -> Optional.ofNullable(running.since()));
    }

    private Optional<String> statement() {
        return snapshot.holder()
                .filter(holder -> holder.activity().running().isPresent())
                .map(LockHolder::statement)
                .filter(statement -> !statement.startsWith("<"))
                .map(statement -> sql ? statement : StatementName.of(statement))
                .filter(statement -> !statement.isBlank());
    }

    /** {@code 120,000 of about 1,000,000 rows, 45,000 rows/s, held until 12:40:05Z: standby lag 14 s}. */
    private static String batches(BatchDescriptor batch) {
        String rows = BatchProgress.rows(batch.rows(), batch.estimate())
                + String.format(Locale.ROOT, ", %,d rows/s", batch.rowsPerSecond());
        String aside = batch.setAside() == 0 ? "" : ", " + batch.setAside() + " set aside";
        if (!batch.held()) {
            Long seconds = batch.remainingSeconds();
            return rows
                    + aside
                    + (seconds == null ? "" : ", about " + PageFormat.duration(Duration.ofSeconds(seconds)) + " left");
        }
        Instant until = batch.heldUntil();
        return rows + aside + ", held" + (until == null ? "" : " until " + until.truncatedTo(ChronoUnit.SECONDS))
                + (batch.heldReason() == null ? "" : ": " + batch.heldReason());
    }

    private static void holder(Markup page, LockHolder holder) {
        page.foreign(holder.user()).text(" from ").foreign(holder.client()).text(", server process " + holder.pid());
    }

    private static void detail(Markup page, String name, Consumer<Markup> content) {
        page.element("dt", name).open("dd");
        content.accept(page);
        page.close();
    }
}
