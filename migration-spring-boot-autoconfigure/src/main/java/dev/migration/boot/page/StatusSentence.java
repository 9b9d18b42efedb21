package dev.migration.boot.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.MigrationStatus;
import dev.migration.boot.actuate.descriptor.DatabaseDescriptor;
import dev.migration.boot.actuate.descriptor.RunningDescriptor;
import dev.migration.boot.status.MigrationMonitor.Snapshot;
import dev.migration.version.HistoryEntry;

/**
 * How a database is, for people.
 *
 * @param mood for the colour and the sign
 * @param sentence the state
 * @param more what else one should know about it
 */
record StatusSentence(Mood mood, String sentence, List<String> more) {

    private static final String REMEDY = "What to do: ";

    /** From when on people want to know how long it has been. */
    private static final Duration LONG_STATEMENT = Duration.ofSeconds(30);

    /** What a state means to the reader; the sign and the word say what the colour says. */
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

        /** How style sheets call it. */
        String style() {
            return name().toLowerCase(java.util.Locale.ROOT);
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
                    Mood.BAD,
                    "The database does not answer, and nothing is known about it yet.",
                    List.of(problem(error)));
        }
        return new StatusSentence(
                Mood.BAD,
                "The database does not answer; this is what was known at "
                        + PageFormat.unbroken(PageFormat.time(snapshot.at().get())) + ".",
                List.of(known(snapshot, database, now).sentence(), problem(error)));
    }

    /** What our exceptions say before they say what to do. */
    private static String problem(String error) {
        return error.split(REMEDY, 2)[0].strip();
    }

    /** What they say then. */
    static Optional<String> remedy(String error) {
        String[] parts = error.split(REMEDY, 2);
        return parts.length < 2 ? Optional.empty() : Optional.of(parts[1].strip());
    }

    private static StatusSentence known(Snapshot snapshot, DatabaseDescriptor database, Instant now) {
        RunningDescriptor running = database.running();
        return running == null ? resting(snapshot, database) : running(snapshot, running, now);
    }

    private static StatusSentence running(Snapshot snapshot, RunningDescriptor running, Instant now) {
        if (running.phase().equals("WAITING_FOR_LOCK")) {
            return new StatusSentence(
                    Mood.WAITING,
                    "Another instance is changing the database; this application waits until it is done.",
                    List.of());
        }
        String who =
                snapshot.progress().isPresent() ? "A change is running" : "Another instance is changing the database";
        String far = running.steps() > 1 ? ": " + percent(running) + "\u00a0%" : "";
        String left = RemainingTime.of(snapshot, now)
                .map(duration -> (far.isEmpty() ? ": " : ", ") + PageFormat.about(duration) + " left")
                .orElse("");
        List<String> more = new ArrayList<>();
        if (running.phase().equals("WAITING_TO_RETRY")) {
            more.add("Other sessions are in its way: it was rolled back and is tried again.");
        }
        RemainingTime.ofStatement(snapshot)
                .filter(time -> time.compareTo(LONG_STATEMENT) >= 0)
                .ifPresent(time -> more.add("Its statement has been running for " + PageFormat.about(time) + "."));
        return new StatusSentence(Mood.BUSY, who + far + left + ".", more);
    }

    static int percent(RunningDescriptor running) {
        return running.steps() == 0 ? 0 : running.done() * 100 / running.steps();
    }

    private static StatusSentence resting(Snapshot snapshot, DatabaseDescriptor database) {
        Optional<HistoryEntry> failure = snapshot.lastFailure();
        int waiting = database.pending().size()
                + snapshot.status()
                        .map(MigrationStatus::pendingRepeatables)
                        .map(List::size)
                        .orElse(0);
        return switch (database.status()) {
            case "FAILED" ->
                new StatusSentence(
                        Mood.BAD, "The last change failed: " + halfWay(database) + " stopped half-way.", List.of());
            case "DIVERGED" ->
                new StatusSentence(
                        Mood.BAD, "The database and this application contradict each other.", contradictions(database));
            case "RUNNING" ->
                new StatusSentence(
                        Mood.BAD, "A change was begun, and nobody is at it: " + halfWay(database) + ".", List.of());
            default -> failure.map(last -> failed(last, waiting)).orElseGet(() -> quiet(database.status(), waiting));
        };
    }

    private static StatusSentence quiet(String status, int waiting) {
        return switch (status) {
            case "PENDING" -> new StatusSentence(Mood.WAITING, waiting(waiting), List.of());
            case "AHEAD" -> new StatusSentence(Mood.GOOD, "The database is ahead of this application.", List.of());
            default -> new StatusSentence(Mood.GOOD, "The database is up to date.", List.of());
        };
    }

    private static StatusSentence failed(HistoryEntry last, int waiting) {
        String what = last.operation().equals("DOWNGRADE") ? "taking off " : "";
        List<String> more = new ArrayList<>();
        more.add("That was at " + PageFormat.time(last.at()) + ", by "
                + last.by().user() + " from " + last.by().host() + ".");
        if (waiting > 0) {
            more.add(waiting(waiting));
        }
        return new StatusSentence(Mood.BAD, "The last change failed: " + what + last.revision() + ".", more);
    }

    private static String waiting(int number) {
        return PageFormat.count(number, "change is", "changes are") + " waiting.";
    }

    private static String halfWay(DatabaseDescriptor database) {
        return String.join(
                ", ",
                database.unfinished().stream()
                        .map(DatabaseDescriptor.AppliedEntry::revision)
                        .toList());
    }

    private static List<String> contradictions(DatabaseDescriptor database) {
        List<String> reasons = new ArrayList<>();
        if (!database.edited().isEmpty()) {
            reasons.add("Edited after they were applied: " + String.join(", ", database.edited()) + ".");
        }
        if (!database.spliced().isEmpty()) {
            reasons.add("Put below what is applied already: "
                    + String.join(
                            ", ",
                            database.spliced().stream()
                                    .map(DatabaseDescriptor.SplicedEntry::revision)
                                    .toList())
                    + ".");
        }
        if (!database.unknown().isEmpty() && !database.pending().isEmpty()) {
            reasons.add("Each side has changes that the other lacks. Only the database has "
                    + String.join(", ", database.unknown()) + ".");
        }
        return reasons;
    }
}
