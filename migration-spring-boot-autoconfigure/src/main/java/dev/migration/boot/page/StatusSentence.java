// SPDX-License-Identifier: Apache-2.0
package dev.migration.boot.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.migration.MigrationStatus;
import dev.migration.NeededAction;
import dev.migration.boot.actuate.descriptor.AppliedEntry;
import dev.migration.boot.actuate.descriptor.DatabaseDescriptor;
import dev.migration.boot.actuate.descriptor.RunningDescriptor;
import dev.migration.boot.actuate.descriptor.WaitDescriptor;
import dev.migration.boot.actuate.work.NeededActionEntry;
import dev.migration.boot.page.markup.PageFormat;
import dev.migration.boot.page.markup.Phrase;
import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.change.ChangeSummary;
import dev.migration.version.HistoryEntry;

/**
 * The state of a database as a sentence.
 *
 * @param mood the kind of state, which selects colour and sign
 * @param sentence the sentence
 * @param more further sentences with details
 */
record StatusSentence(Mood mood, Phrase sentence, List<Phrase> more) {

    /** How many revisions a sentence names. */
    private static final int SHOWN = 20;

    private static final String REMEDY_PREFIX = "What to do: ";

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

    private StatusSentence(Mood mood, String sentence) {
        this(mood, Phrase.of(sentence), List.of());
    }

    static StatusSentence of(Snapshot snapshot, DatabaseDescriptor database, Instant now) {
        String error = database.error();
        if (error == null) {
            return known(snapshot, database, now);
        }
        if (snapshot.at().isEmpty()) {
            return new StatusSentence(
                    Mood.BAD,
                    Phrase.of("The database does not answer, and its state is not known."),
                    List.of(Phrase.ofForeign(problem(error))));
        }
        return new StatusSentence(
                Mood.BAD,
                Phrase.of("The database does not answer; this is what was known at ")
                        .time(snapshot.at().get())
                        .text("."),
                List.of(known(snapshot, database, now).sentence(), Phrase.ofForeign(problem(error))));
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
        StatusSentence found = running == null ? idle(snapshot, database) : running(snapshot, running, now);
        return found.withPeople(database.neededActions());
    }

    /** Says first that a person is needed, unless something failed. */
    private StatusSentence withPeople(List<NeededActionEntry> actions) {
        List<Phrase> problems = actions.stream()
                .filter(action -> !action.reason().equals(NeededAction.Reason.REVISION_FAILED.name()))
                .map(action -> Phrase.ofForeign(action.problem()))
                .toList();
        if (problems.isEmpty()) {
            return this;
        }
        if (mood == Mood.BAD) {
            return new StatusSentence(
                    mood,
                    sentence,
                    Stream.concat(more.stream(), problems.stream()).toList());
        }
        return new StatusSentence(
                Mood.BAD,
                Phrase.of("A person is needed."),
                Stream.concat(problems.stream(), Stream.of(sentence)).toList());
    }

    private static StatusSentence running(Snapshot snapshot, RunningDescriptor running, Instant now) {
        if (running.phase().equals("WAITING_FOR_LOCK")) {
            return new StatusSentence(
                    Mood.WAITING,
                    "Another instance is changing the database; this application waits until it is done.");
        }
        String subject =
                snapshot.progress().isPresent() ? "A change is running" : "Another instance is changing the database";
        // Nothing is known about the progress of the first step.
        String progress = running.done() > 0 ? ": " + percent(running) + "\u00a0%" : "";
        String left = RemainingTime.of(snapshot, now)
                .map(duration -> (progress.isEmpty() ? ": " : ", ") + PageFormat.about(duration) + " left")
                .orElse("");
        List<Phrase> more = new ArrayList<>();
        if (running.phase().equals("WAITING_TO_RETRY")) {
            more.add(Phrase.of("Other sessions block it: it was rolled back and will be retried."));
        }
        WaitDescriptor waiting = running.waiting();
        if (waiting != null) {
            waiting.blockedBy()
                    .forEach(session ->
                            more.add(Phrase.of("It waits: ").foreign(session).text(".")));
        }
        return new StatusSentence(Mood.BUSY, Phrase.of(subject + progress + left + "."), more);
    }

    private static int percent(RunningDescriptor running) {
        return running.done() * 100 / running.steps();
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
                        Mood.BAD,
                        interrupted("A change failed and was interrupted: ", database),
                        failure.map(StatusSentence::when).stream().toList());
            case "DIVERGED" ->
                new StatusSentence(
                        Mood.BAD,
                        Phrase.of("The database and this application contradict each other."),
                        contradictions(database));
            case "RUNNING" ->
                new StatusSentence(
                        Mood.BAD,
                        interrupted("A change was interrupted, and no session continues it: ", database),
                        List.of());
            default ->
                failure.map(last -> failed(last, waiting(pending, snapshot)))
                        .orElseGet(() -> succeeded(database.status(), waiting(pending, snapshot)));
        };
    }

    private static StatusSentence succeeded(String status, Optional<Phrase> waiting) {
        return switch (status) {
            case "PENDING" -> new StatusSentence(Mood.WAITING, waiting.orElseThrow(), List.of());
            case "AHEAD" -> new StatusSentence(Mood.GOOD, "The database is ahead of this application.");
            default -> new StatusSentence(Mood.GOOD, "The database is up to date.");
        };
    }

    private static StatusSentence failed(HistoryEntry last, Optional<Phrase> waiting) {
        String operation = last.operation().equals("DOWNGRADE") ? "downgrade of " : "";
        List<Phrase> more = new ArrayList<>();
        more.add(when(last));
        waiting.ifPresent(more::add);
        return new StatusSentence(
                Mood.BAD, Phrase.ofForeign("The last change failed: " + operation + last.revision() + "."), more);
    }

    private static Phrase when(HistoryEntry failure) {
        return Phrase.of("It failed at ")
                .time(failure.at())
                .text(", run by ")
                .foreign(failure.by().user())
                .text(" from ")
                .foreign(failure.by().host())
                .text(".");
    }

    /** How many changes wait, and what they do to running instances; empty if none waits. */
    private static Optional<Phrase> waiting(int number, Snapshot snapshot) {
        if (number == 0) {
            return Optional.empty();
        }
        Phrase phrase = Phrase.of(PageFormat.count(number, "change is", "changes are") + " waiting");
        for (ChangeSummary.Clause clause : new ChangeSummary(snapshot.changes()).clauses()) {
            phrase = phrase.text("; " + clause.beginning());
            String separator = "";
            for (String table : clause.tables()) {
                phrase = phrase.text(separator).name(table);
                separator = ", ";
            }
            phrase = phrase.text(clause.end());
        }
        return Optional.of(phrase.text("."));
    }

    private static Phrase interrupted(String begin, DatabaseDescriptor database) {
        List<String> revisions =
                database.interrupted().stream().map(AppliedEntry::revision).toList();
        return Phrase.ofForeign(begin + String.join(", ", revisions) + ".");
    }

    private static List<Phrase> contradictions(DatabaseDescriptor database) {
        List<Phrase> reasons = new ArrayList<>();
        if (!database.edited().isEmpty()) {
            reasons.add(reason("Edited after they were applied: ", database.edited()));
        }
        if (!database.spliced().isEmpty()) {
            reasons.add(reason(
                    "Pending, but below applied revisions: ",
                    database.spliced().stream()
                            .map(DatabaseDescriptor.SplicedEntry::revision)
                            .toList()));
        }
        if (!database.unknown().isEmpty() && !database.pending().isEmpty()) {
            reasons.add(
                    reason("Each side has changes that the other lacks. Only the database has ", database.unknown()));
        }
        return reasons;
    }

    private static Phrase reason(String begin, List<String> revisions) {
        return Phrase.ofForeign(begin + first(revisions) + ".");
    }

    private static String first(List<String> revisions) {
        String shown = revisions.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return revisions.size() > SHOWN ? shown + " and " + (revisions.size() - SHOWN) + " more" : shown;
    }
}
