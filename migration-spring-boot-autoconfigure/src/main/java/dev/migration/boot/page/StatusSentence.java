// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.migration.MigrationStatus;
import dev.migration.boot.actuate.descriptor.AppliedEntry;
import dev.migration.boot.actuate.descriptor.DatabaseDescriptor;
import dev.migration.boot.actuate.descriptor.RunningDescriptor;
import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.version.HistoryEntry;

/**
 * The state of a database as a sentence.
 *
 * @param mood the kind of state, which selects colour and sign
 * @param sentence the sentence
 * @param more further sentences with details
 */
record StatusSentence(Mood mood, String sentence, List<String> more) {

    /** How many revisions a sentence names. */
    private static final int SHOWN = 20;

    private static final String REMEDY_PREFIX = "What to do: ";

    /** The running time from which on it is shown. */
    private static final Duration LONG_STATEMENT = Duration.ofSeconds(30);

    /** The kind of a state. Its sign and word have the same meaning as its colour. */
    enum Mood {
        GOOD("✓", "Fine"),
        WAITING("…", "Waiting"),
        BUSY("▶", "Running"),
        BAD("!", "Needs attention");

        private final String sign;
        private final String word;

        Mood(String sign, String word) {
            this.sign = sign;
            this.word = word;
        }

        String sign() {
            return sign;
        }

        String word() {
            return word;
        }

        /** The name of the kind in the style sheet. */
        String style() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    StatusSentence {
        more = List.copyOf(more);
    }

    static StatusSentence of(Snapshot snapshot, DatabaseDescriptor database, Instant now) {
        String error = database.error();
        if (error == null) {
            return known(snapshot, database, now);
        }
        if (snapshot.at().isEmpty()) {
            return new StatusSentence(
                    Mood.BAD, "The database does not answer, and its state is not known.", List.of(problem(error)));
        }
        return new StatusSentence(
                Mood.BAD,
                "The database does not answer; this is what was known at "
                        + PageFormat.unbroken(PageFormat.time(snapshot.at().get())) + ".",
                List.of(known(snapshot, database, now).sentence(), problem(error)));
    }

    /** The problem in the message of a {@code MigrationException}. */
    private static String problem(String error) {
        return error.split(REMEDY_PREFIX, 2)[0].strip();
    }

    /** The remedy in the message of a {@code MigrationException}; empty if there is none. */
    static Optional<String> remedy(String error) {
        String[] parts = error.split(REMEDY_PREFIX, 2);
        return parts.length < 2 ? Optional.empty() : Optional.of(parts[1].strip());
    }

    private static StatusSentence known(Snapshot snapshot, DatabaseDescriptor database, Instant now) {
        RunningDescriptor running = database.running();
        return running == null ? idle(snapshot, database) : running(snapshot, running, now);
    }

    private static StatusSentence running(Snapshot snapshot, RunningDescriptor running, Instant now) {
        if (running.phase().equals("WAITING_FOR_LOCK")) {
            return new StatusSentence(
                    Mood.WAITING,
                    "Another instance is changing the database; this application waits until it is done.",
                    List.of());
        }
        String subject =
                snapshot.progress().isPresent() ? "A change is running" : "Another instance is changing the database";
        String progress = running.steps() > 1 ? ": " + percent(running) + "\u00a0%" : "";
        String left = RemainingTime.of(snapshot, now)
                .map(duration -> (progress.isEmpty() ? ": " : ", ") + PageFormat.about(duration) + " left")
                .orElse("");
        List<String> more = new ArrayList<>();
        if (running.phase().equals("WAITING_TO_RETRY")) {
            more.add("Other sessions block it: it was rolled back and will be retried.");
        }
        RemainingTime.ofStatement(snapshot)
                .filter(time -> time.compareTo(LONG_STATEMENT) >= 0)
                .ifPresent(time -> more.add("Its statement has been running for " + PageFormat.about(time) + "."));
        return new StatusSentence(Mood.BUSY, subject + progress + left + ".", more);
    }

    static int percent(RunningDescriptor running) {
        return running.steps() == 0 ? 0 : running.done() * 100 / running.steps();
    }

    private static StatusSentence idle(Snapshot snapshot, DatabaseDescriptor database) {
        Optional<HistoryEntry> failure = snapshot.lastFailure();
        int pending = database.pending().size()
                + snapshot.status()
                        .map(MigrationStatus::pendingRepeatables)
                        .map(List::size)
                        .orElse(0);
        return switch (database.status()) {
            case "FAILED" ->
                new StatusSentence(
                        Mood.BAD, "A change failed and was interrupted: " + interrupted(database) + ".", List.of());
            case "DIVERGED" ->
                new StatusSentence(
                        Mood.BAD, "The database and this application contradict each other.", contradictions(database));
            case "RUNNING" ->
                new StatusSentence(
                        Mood.BAD,
                        "A change was interrupted, and no session continues it: " + interrupted(database) + ".",
                        List.of());
            default ->
                failure.map(last -> failed(last, pending)).orElseGet(() -> succeeded(database.status(), pending));
        };
    }

    private static StatusSentence succeeded(String status, int pending) {
        return switch (status) {
            case "PENDING" -> new StatusSentence(Mood.WAITING, waiting(pending), List.of());
            case "AHEAD" -> new StatusSentence(Mood.GOOD, "The database is ahead of this application.", List.of());
            default -> new StatusSentence(Mood.GOOD, "The database is up to date.", List.of());
        };
    }

    private static StatusSentence failed(HistoryEntry last, int pending) {
        String operation = last.operation().equals("DOWNGRADE") ? "downgrade of " : "";
        List<String> more = new ArrayList<>();
        more.add("It failed at " + PageFormat.time(last.at()) + ", by "
                + last.by().user() + " from " + last.by().host() + ".");
        if (pending > 0) {
            more.add(waiting(pending));
        }
        return new StatusSentence(Mood.BAD, "The last change failed: " + operation + last.revision() + ".", more);
    }

    private static String waiting(int number) {
        return PageFormat.count(number, "change is", "changes are") + " waiting.";
    }

    private static String interrupted(DatabaseDescriptor database) {
        return String.join(
                ", ",
                database.interrupted().stream().map(AppliedEntry::revision).toList());
    }

    private static List<String> contradictions(DatabaseDescriptor database) {
        List<String> reasons = new ArrayList<>();
        if (!database.edited().isEmpty()) {
            reasons.add("Edited after they were applied: " + String.join(", ", database.edited()) + ".");
        }
        if (!database.spliced().isEmpty()) {
            reasons.add("Pending, but below applied revisions: "
                    + String.join(
                            ", ",
                            database.spliced().stream()
                                    .map(DatabaseDescriptor.SplicedEntry::revision)
                                    .toList())
                    + ".");
        }
        if (!database.unknown().isEmpty() && !database.pending().isEmpty()) {
            reasons.add("Each side has changes that the other lacks. Only the database has " + first(database.unknown())
                    + ".");
        }
        return reasons;
    }

    private static String first(List<String> revisions) {
        String shown = revisions.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return revisions.size() > SHOWN ? shown + " and " + (revisions.size() - SHOWN) + " more" : shown;
    }
}
