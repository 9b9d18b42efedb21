// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import dev.migration.boot.actuate.work.BatchEntry;
import dev.migration.boot.actuate.work.JobEntry;
import dev.migration.boot.actuate.work.WorkEntry;
import dev.migration.boot.operation.OperationType;
import dev.migration.boot.page.markup.Markup;
import dev.migration.boot.page.markup.PageFormat;
import dev.migration.event.BatchProgress;

/**
 * The part of the page for what revisions have left for the background or in batches: state, progress, and buttons.
 *
 * @param database the name of the database in requests
 */
record WorkPart(List<WorkEntry> work, String key, String database, PageOperations operations) {

    void write(Markup page) {
        if (work.isEmpty()) {
            return;
        }
        page.element("h3", "Work in the background and in batches", "id", key + "-work-title");
        page.open("ul", "class", "work", "aria-labelledby", key + "-work-title");
        for (int number = 0; number < work.size(); number++) {
            entry(page, work.get(number), key + "-work-" + number);
        }
        page.close();
    }

    /** Writes the entries alone. The page has no part for a revision of a tenant, to which they could link. */
    void writeOfTenant(Markup page, String title) {
        page.open("ul", "class", "work", "aria-labelledby", title);
        for (int number = 0; number < work.size(); number++) {
            WorkEntry entry = work.get(number);
            page.open("li")
                    .open("span", "class", "id")
                    .foreign(entry.revision())
                    .close();
            rest(page, entry, key + "-work-" + number);
        }
        page.close();
    }

    private void entry(Markup page, WorkEntry entry, String id) {
        page.open("li").open("a", "href", PageRequest.linkTo(entry.revision()), "class", "id");
        page.foreign(entry.revision()).close();
        rest(page, entry, id);
    }

    private void rest(Markup page, WorkEntry entry, String id) {
        page.text(" ");
        JobEntry job = entry.job();
        if (job != null) {
            page.text(words(job));
            Optional.ofNullable(job.reason())
                    .ifPresent(reason ->
                            page.open("p", "class", "cause").foreign(reason).close());
        }
        entry.batches().stream()
                .filter(batch -> !batch.state().equals("DONE"))
                .forEach(batch -> batch(page, entry.revision(), batch));
        operations.write(page, id, database, entry.revision(), offered(entry));
        page.close();
    }

    private static String words(JobEntry job) {
        return switch (job.state()) {
            case "WAITING" -> "waits for a person's approval.";
            case "QUEUED" -> "waits for a worker.";
            case "RUNNING" -> "is running in the background.";
            case "FAILED" -> "failed in the background; no worker tries it again by itself.";
            case "CANCELLED" -> "is cancelled in the background.";
            default -> "has a state of a newer version.";
        };
    }

    private static void batch(Markup page, String revision, BatchEntry batch) {
        if (batch.estimate() > 0) {
            page.element(
                    "progress",
                    "",
                    "max",
                    Long.toString(Math.max(batch.estimate(), batch.rows())),
                    "value",
                    Long.toString(batch.rows()),
                    "aria-label",
                    "Rows of " + revision + " that are done");
        }
        page.open("p", "class", "quiet").text(rows(batch));
        Optional.ofNullable(batch.table()).ifPresent(table -> page.text(" of ").foreign(table));
        page.text(": " + batch.state().toLowerCase(Locale.ROOT) + rate(batch) + ".")
                .close();
        Optional.ofNullable(batch.reason())
                .ifPresent(reason ->
                        page.open("p", "class", "quiet").foreign(reason).close());
    }

    private static String rows(BatchEntry batch) {
        return BatchProgress.rows(batch.rows(), batch.estimate());
    }

    private static String rate(BatchEntry batch) {
        boolean runs = batch.state().equals("RUNNING");
        Long left = runs ? batch.remainingSeconds() : null;
        return (runs && batch.rowsPerSecond() > 0
                        ? String.format(Locale.ROOT, ", %,d rows/s", batch.rowsPerSecond())
                        : "")
                + (left == null ? "" : ", about " + PageFormat.duration(Duration.ofSeconds(left)) + " left")
                + (batch.speed() == 100 ? "" : ", speed " + batch.speed() + "\u00a0%")
                + (batch.setAside() == 0 ? "" : ", " + batch.setAside() + " set aside");
    }

    private static Set<OperationType> offered(WorkEntry entry) {
        Set<OperationType> offered = EnumSet.noneOf(OperationType.class);
        entry.batches().forEach(batch -> offered.addAll(offered(batch.state())));
        JobEntry job = entry.job();
        if (job != null && List.of("WAITING", "FAILED", "CANCELLED").contains(job.state())) {
            offered.removeAll(EnumSet.of(OperationType.PAUSE, OperationType.CANCEL));
            offered.add(OperationType.APPROVE);
        }
        return offered;
    }

    private static Set<OperationType> offered(String state) {
        return switch (state) {
            case "RUNNING" -> EnumSet.of(OperationType.PAUSE, OperationType.SPEED, OperationType.CANCEL);
            case "PAUSED" -> EnumSet.of(OperationType.RESUME, OperationType.SPEED, OperationType.CANCEL);
            case "CANCELLED" -> EnumSet.of(OperationType.RESUME);
            default -> EnumSet.noneOf(OperationType.class);
        };
    }
}
