// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.migration.cli.output.Plurals;
import dev.migration.event.BatchProgress;
import dev.migration.plan.Step;
import dev.migration.rehearsal.BlockedSession;
import dev.migration.rehearsal.HeldLock;
import dev.migration.rehearsal.RehearsalEnd;
import dev.migration.rehearsal.RehearsalReport;
import dev.migration.rehearsal.RehearsedStatement;
import dev.migration.rehearsal.RehearsedStatement.Result;
import dev.migration.rehearsal.Remains;

import static dev.migration.cli.rehearsal.RehearsalNumbers.size;
import static dev.migration.cli.rehearsal.RehearsalNumbers.time;

/** A report for the terminal. */
record RehearsalText(RehearsalReport report) {

    List<String> lines() {
        if (report.plan().isEmpty()) {
            return List.of("Nothing is pending.");
        }
        List<String> lines = new ArrayList<>();
        for (Step step : report.plan().steps()) {
            String id = step.revision().id();
            List<RehearsedStatement> statements = report.of(id);
            lines.add(title(id, step.revision().message(), statements));
            statements.forEach(statement -> add(statement, lines));
        }
        List<RehearsedStatement> others = report.of("");
        if (!others.isEmpty()) {
            lines.add("hooks of the run, and repeatables");
            others.forEach(statement -> add(statement, lines));
        }
        lines.add("");
        lines.addAll(remains(report.remains()));
        lines.add("");
        lines.add(summary());
        return lines;
    }

    private static String title(String id, String message, List<RehearsedStatement> statements) {
        Duration time = statements.stream()
                .map(statement -> statement.cost().duration())
                .reduce(Duration.ZERO, Duration::plus);
        return id
                + (message.isEmpty() ? "" : "  " + message)
                + (statements.isEmpty() ? "  not reached" : "  " + time(time));
    }

    private static void add(RehearsedStatement statement, List<String> lines) {
        lines.add("  " + statement.place() + "  " + outcome(statement) + "  " + statement.summary());
        details(statement).forEach(detail -> lines.add("      " + detail));
    }

    static String outcome(RehearsedStatement statement) {
        Result result = statement.result();
        if (result instanceof Result.LeftOut) {
            return "left out";
        }
        if (result instanceof Result.Failed) {
            return "failed";
        }
        return result instanceof Result.Cancelled
                ? "cancelled"
                : time(statement.cost().duration());
    }

    /** What the statement did, one sentence each. */
    static List<String> details(RehearsedStatement statement) {
        List<String> details = new ArrayList<>();
        Result result = statement.result();
        if (result instanceof Result.LeftOut out) {
            details.add(out.reason());
            out.onCopy().ifPresent(details::add);
        } else if (result instanceof Result.Failed failed) {
            details.add(failed.message());
        } else if (result instanceof Result.Projected some) {
            details.add(Plurals.of(some.batches(), "batch", "batches") + " with "
                    + BatchProgress.rows(some.rows(), some.estimate()) + " ran; all of them need about "
                    + time(some.projected())
                    + ", and pauses");
        }
        for (HeldLock lock : statement.locks()) {
            details.add(lock(lock));
        }
        statement.rewritten().forEach(table -> details.add("writes " + table + " again"));
        if (statement.cost().rows() > 0) {
            details.add("changes " + statement.cost().rows() + " rows");
        }
        if (statement.cost().wal() > 0) {
            details.add(size(statement.cost().wal()) + " of WAL");
        }
        statement.blocked().forEach(session -> details.add(blocked(session)));
        return details;
    }

    private static String lock(HeldLock lock) {
        return lock.mode().sql() + " on " + lock.relation() + " for " + time(lock.held())
                + (lock.since() ? " (held since an earlier statement)" : "");
    }

    private static String blocked(BlockedSession session) {
        return "session " + session.pid()
                + (session.application().isEmpty() ? "" : " (" + session.application() + ")")
                + " waited " + time(session.waited())
                + (session.relation().isEmpty() ? "" : " for " + session.relation())
                + (session.query().isEmpty() ? "" : ": " + session.query());
    }

    static List<String> remains(Remains remains) {
        List<String> lines = new ArrayList<>();
        lines.add("What no rollback undoes:");
        lines.add("  " + size(remains.wal()) + " of WAL (of the whole server)");
        remains.sequences()
                .forEach(sequence -> lines.add("  sequence " + sequence.name() + ": "
                        + (sequence.before().isEmpty() ? "unused" : sequence.before()) + " before, " + sequence.after()
                        + " now"));
        remains.deadRows()
                .forEach(dead ->
                        lines.add("  " + dead.rows() + " dead rows in " + dead.table() + ", until it is vacuumed"));
        if (!remains.counted()) {
            lines.add("  sequences and dead rows were not counted: the rehearsal ended at once");
        }
        return lines;
    }

    String summary() {
        String revisions = Plurals.of(report.plan().steps().size(), "revision");
        String left = report.leftOut().isEmpty()
                ? ""
                : " " + Plurals.of(report.leftOut().size(), "statement") + " left out.";
        String again = report.attempts() > 1 ? " Attempt " + report.attempts() + "." : "";
        String end = report.end() == RehearsalEnd.COMPLETE
                ? "Rehearsed " + revisions + " in " + time(report.duration()) + "."
                : "The rehearsal of " + revisions + " did not reach its end: " + sentence() + ".";
        return end + left + again + " Everything is rolled back.";
    }

    private String sentence() {
        return switch (report.end()) {
            case COMPLETE -> "";
            case FAILED -> report.reason();
            case OTHERS_WAITED -> report.reason() + " (--others-may-wait)";
            case TIME_LIMIT -> report.reason() + " (--time-limit)";
            case WAL_LIMIT -> report.reason() + " (--wal-limit)";
            case LOCK_NOT_OBTAINED -> "it did not get a lock: " + report.reason();
        };
    }
}
