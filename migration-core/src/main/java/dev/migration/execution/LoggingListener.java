// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import dev.migration.change.ChangeSummary;
import dev.migration.error.PrintableText;
import dev.migration.event.BatchLines;
import dev.migration.event.MigrationEvent;
import dev.migration.event.MigrationListener;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.refusal.SchemaDriftException;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.plan.Step;
import dev.migration.revision.Repeatable;
import dev.migration.revision.Revision;

/**
 * Logs one line for each revision, and one line at the start and the end of a run. For tenants, of which there may be a thousand,
 * it logs everything but warnings at the level DEBUG.
 */
public final class LoggingListener implements MigrationListener {

    private static final Logger logger = LoggerFactory.getLogger("dev.migration");

    private final BatchLines batches = new BatchLines();
    private final Level defaultLevel;
    private final String prefix;

    public LoggingListener() {
        this(Level.INFO, "");
    }

    private LoggingListener(Level defaultLevel, String prefix) {
        this.defaultLevel = defaultLevel;
        this.prefix = prefix;
    }

    @Override
    public MigrationListener forTenant(String tenant) {
        return new LoggingListener(Level.DEBUG, "Tenant " + tenant + ": ");
    }

    @Override
    public void on(MigrationEvent event) {
        if (event instanceof MigrationEvent.Started started) {
            Plan plan = started.plan();
            info("{} {}: {}", name(plan), path(plan), count(plan));
            plan.notes().forEach(this::info);
        } else if (event instanceof MigrationEvent.RevisionFinished finished) {
            info(
                    "{} {} in {} ms ({} of {})",
                    verb(finished.plan(), finished.step()),
                    describe(finished.step().revision()),
                    finished.duration().toMillis(),
                    finished.plan().steps().indexOf(finished.step()) + 1,
                    finished.plan().steps().size());
        } else if (event instanceof MigrationEvent.Finished finished) {
            info(
                    "{} done in {} ms; the database is at {}",
                    name(finished.plan()),
                    finished.duration().toMillis(),
                    list(finished.plan().after()));
        } else {
            logMore(event);
        }
    }

    private void logMore(MigrationEvent event) {
        if (event instanceof MigrationEvent.NothingToDo nothing) {
            info(
                    "Nothing to {}; the database is at {}",
                    nothing.plan().operation().name().toLowerCase(Locale.ROOT),
                    list(nothing.plan().after()));
            nothing.plan().notes().forEach(this::info);
        } else if (event instanceof MigrationEvent.RepeatableApplied applied) {
            Repeatable repeatable = applied.repeatable();
            info("Applied repeatable {}", describe(repeatable.name(), repeatable.message()));
        } else if (event instanceof MigrationEvent.ObjectsReplaced replaced) {
            info(
                    "{} runs again: {} prevented it, and {} dropped first",
                    describe(replaced.step().revision()),
                    String.join(", ", replaced.objects()),
                    replaced.objects().size() == 1 ? "is" : "are");
        } else if (event instanceof MigrationEvent.ChangesClassified classified) {
            info("Classes of the changes: {}", new ChangeSummary(classified.changes()).text());
        } else if (event instanceof MigrationEvent.UnknownRevisions unknown) {
            warn(
                    "Applied by a newer application, or their scripts are missing here: {}",
                    String.join(", ", unknown.revisions()));
        } else if (event instanceof MigrationEvent.NewerStateTables newer) {
            warn(
                    "A newer version of this library wrote the state tables (format {}); this version knows format {}, and leaves"
                            + " the rest as it is",
                    newer.format(),
                    newer.known());
        } else {
            logContradiction(event);
        }
    }

    private void logContradiction(MigrationEvent event) {
        if (event instanceof MigrationEvent.EditedRevisions edited) {
            warn(
                    "Edited after they were applied, and not run again: {} (on-edited is warn)",
                    String.join(", ", edited.revisions()));
        } else if (event instanceof MigrationEvent.SplicedRevisions spliced) {
            spliced.splices()
                    .forEach(splice -> warn(
                            "{} runs out of order, below {} (on-spliced is warn)",
                            describe(splice.revision()),
                            String.join(", ", splice.descendants())));
        } else if (event instanceof MigrationEvent.DivergedDatabase diverged) {
            warn(
                    "Running {} although there is no script here for {} (on-diverged is warn)",
                    String.join(", ", diverged.pending()),
                    String.join(", ", diverged.unknown()));
        } else if (event instanceof MigrationEvent.ChangedParents parents) {
            info(
                    "The parents of applied revisions changed in their scripts: {}",
                    parents.changes().stream()
                            .map(change -> change.revision() + " (from " + list(change.recorded()) + " to "
                                    + list(change.declared()) + ")")
                            .collect(Collectors.joining(", ")));
        } else if (event instanceof MigrationEvent.SchemaDrift drift) {
            warn(
                    "{} (verify-schema is warn)",
                    SchemaDriftException.problem(drift.revision(), drift.at(), drift.differences()));
        } else if (event instanceof MigrationEvent.SchemaNotVerified) {
            info(
                    "The schema was not verified: the last change of the database stored no fingerprint that can be compared");
        } else {
            logExceptional(event);
        }
    }

    private void logExceptional(MigrationEvent event) {
        if (event instanceof MigrationEvent.WaitingForLock waiting) {
            info(
                    "Waiting{}: another session holds the migration lock ({})",
                    duration(waiting.waited()),
                    waiting.holder());
        } else if (event instanceof MigrationEvent.WaitingForUpgrade waiting) {
            logWaiting(waiting);
        } else if (event instanceof MigrationEvent.WaitingForServer waiting) {
            info("Waiting{}: the database cannot be reached yet ({})", duration(waiting.waited()), waiting.reason());
        } else if (event instanceof MigrationEvent.WaitingToRetry wait) {
            warn(
                    "{} was rolled back and is retried in {} ms (attempt {} failed: {}){}",
                    wait.step().revision().id(),
                    wait.pause().toMillis(),
                    wait.attempts(),
                    wait.reason(),
                    wait.blockers().isEmpty() ? "" : "; blocked by " + wait.blockers());
        } else if (event instanceof MigrationEvent.ServerMessage message) {
            logMessage(message.step().revision().id(), message.severity(), message.message());
        } else if (event instanceof MigrationEvent.ConnectionNotUsed unused) {
            warn(
                    "{} did not use the connection of the migration: what it did on another connection is not part of its"
                            + " transaction and is not rolled back if it fails",
                    describe(unused.step().revision()));
        } else if (event instanceof MigrationEvent.HookMessage message) {
            logMessage(message.hook(), message.severity(), message.message());
        } else if (event instanceof MigrationEvent.BatchCommitted committed) {
            logBatch(committed.step().revision().id(), committed);
        } else if (event instanceof MigrationEvent.BatchHeld held) {
            logBatch(held.step().revision().id(), held);
        } else if (event instanceof MigrationEvent.BatchNote note) {
            warn("{}: {}", note.step().revision().id(), note.message());
        } else if (event instanceof MigrationEvent.RowSetAside aside) {
            warn(
                    "{}: the row {} of {} was set aside: {}",
                    aside.step().revision().id(),
                    aside.key(),
                    aside.table(),
                    PrintableText.of(aside.reason(), PrintableText.LONGEST_MESSAGE));
        } else if (event instanceof MigrationEvent.JobFinished finished) {
            info(
                    "{} is complete: its work in the background is done",
                    describe(finished.step().revision()));
        } else if (event instanceof MigrationEvent.JobFailed failed) {
            log(
                    Level.ERROR,
                    "{} failed in the background, and no worker tries it again by itself: {}",
                    describe(failed.step().revision()),
                    String.valueOf(failed.failure().getMessage()));
        } else if (event instanceof MigrationEvent.RevisionFailed failed) {
            boolean stopped = failed.failure() instanceof MigrationStoppedException;
            // The run of all tenants logs each failed tenant with its reason, once.
            log(
                    prefix.isEmpty() ? (stopped ? Level.WARN : Level.ERROR) : defaultLevel,
                    stopped ? "{} was stopped after {} ms" : "{} failed after {} ms",
                    describe(failed.step().revision()),
                    failed.duration().toMillis());
        }
    }

    private void logBatch(String revision, MigrationEvent event) {
        Optional<String> line;
        synchronized (batches) {
            line = batches.line(event);
        }
        line.ifPresent(text -> info("{}: {}", revision, text));
    }

    private void logWaiting(MigrationEvent.WaitingForUpgrade waiting) {
        info(
                "Waiting{} for another process to upgrade the database: {}{}",
                duration(waiting.waited()),
                waiting.missing().isEmpty() ? "" : String.join(", ", waiting.missing()) + " missing; ",
                waiting.situation());
    }

    private void info(String format, Object... arguments) {
        log(defaultLevel, format, arguments);
    }

    private void warn(String format, Object... arguments) {
        log(Level.WARN, format, arguments);
    }

    private void log(Level level, String format, Object... arguments) {
        logger.atLevel(level)
                .log(
                        "{}" + format,
                        Stream.concat(Stream.of(prefix), Stream.of(arguments)).toArray());
    }

    private static String duration(Duration waited) {
        return waited.toSeconds() == 0 ? "" : " for " + waited.toSeconds() + " s";
    }

    private void logMessage(String origin, String severity, String raw) {
        String message = PrintableText.of(raw, PrintableText.LONGEST_MESSAGE);
        if (severity.equals("WARNING")) {
            warn("{}: {}: {}", origin, severity, message);
        } else {
            info("{}: {}: {}", origin, severity, message);
        }
    }

    private static String verb(Plan plan, Step step) {
        boolean up = step.direction() == Step.Direction.UP;
        if (plan.operation() == Operation.STAMP) {
            return up ? "Stamped" : "Unstamped";
        }
        return up ? "Applied" : "Reverted";
    }

    private static String path(Plan plan) {
        return plan.steps().isEmpty()
                ? "at " + list(plan.after())
                : "from " + list(plan.before()) + " to " + list(plan.after());
    }

    private static String name(Plan plan) {
        String name = plan.operation().name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String count(Plan plan) {
        String repeatables = count(plan.repeatables().size(), "repeatable");
        if (plan.steps().isEmpty()) {
            return repeatables;
        }
        String revisions = count(plan.steps().size(), "revision");
        return plan.repeatables().isEmpty() ? revisions : revisions + ", " + repeatables;
    }

    private static String count(int number, String thing) {
        return number == 1 ? "1 " + thing : number + " " + thing + "s";
    }

    private static String list(List<String> ids) {
        return ids.isEmpty() ? "base" : String.join(", ", ids);
    }

    private static String describe(Revision revision) {
        return describe(revision.id(), revision.message());
    }

    private static String describe(String name, String message) {
        return message.isEmpty()
                ? name
                : name + " \"" + PrintableText.of(message, PrintableText.LONGEST_MESSAGE) + "\"";
    }
}
