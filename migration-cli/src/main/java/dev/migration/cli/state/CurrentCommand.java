// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.migration.DatabaseSnapshot;
import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.Revisions;
import dev.migration.cli.command.ReportingCommand;
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.RemainingWorkText;
import dev.migration.cli.output.Report;
import dev.migration.event.LockHolder;
import dev.migration.event.LockStatus;
import dev.migration.event.RunWait;
import dev.migration.revision.Revision;
import dev.migration.version.AppliedRevision;

/** Shows the current revisions of the database. */
@Command(
        name = "current",
        description = "Shows the current revisions of the database. Changes nothing.",
        footer = {
            "",
            "Examples:",
            "  current                 the heads among the applied revisions",
            "  current -v              all their properties, the status of the database, and advice",
            "  current --check-heads   exit code 3 if revisions are pending"
        })
public final class CurrentCommand extends ReportingCommand {

    @Option(
            names = {"-v", "--verbose"},
            description = "Shows all properties of each revision, the status of the database, and advice.")
    private boolean verbose;

    @Option(
            names = {"--check-heads", "-C"},
            description = "Sets the exit code to 3 if revisions are pending.")
    private boolean checkHeads;

    @Override
    protected Report report() {
        Migrator migrator = invocation().migrator();
        Revisions revisions = migrator.revisions();
        DatabaseSnapshot snapshot = migrator.reader().snapshot();
        MigrationStatus status = snapshot.status();
        List<Revision> current =
                status.current().stream().map(id -> find(id, revisions, status)).toList();
        RevisionPrinter printer = new RevisionPrinter(revisions, RevisionMarkers.of(revisions.graph()));
        List<String> lines = new ArrayList<>(lines(current, printer));
        List<String> pending = status.pending().stream().map(Revision::id).toList();
        notes(status).forEach(invocation().console()::error);
        new RemainingWorkText(snapshot).lines().forEach(invocation().console()::error);
        running(snapshot.lock()).forEach(invocation().console()::error);
        if (verbose) {
            lines.add("Status: " + status.state());
            status.order().ifPresent(order -> lines.add("Order: " + order));
            lines.addAll(status.advice());
        } else if (checkHeads && !pending.isEmpty()) {
            lines.add(Plurals.of(pending.size(), "revision") + " pending: " + String.join(", ", pending));
        }
        return Report.of(lines, members(snapshot, printer.members(current), pending))
                .withExitCode(checkHeads && !pending.isEmpty() ? ExitCode.PENDING : ExitCode.OK);
    }

    /** On the error stream, because programs read the ids from the output. */
    private static List<String> notes(MigrationStatus status) {
        List<String> notes = new ArrayList<>();
        status.interrupted()
                .forEach(revision -> notes.add("Interrupted: " + revision.id() + ", "
                        + Plurals.of(revision.state().step(), "segment")
                        + " done; 'current -v' says how to continue."));
        if (!status.edited().isEmpty()) {
            notes.add("Edited after being applied: " + String.join(", ", status.edited())
                    + "; 'verify' shows the differences.");
        }
        return notes;
    }

    private List<String> lines(List<Revision> current, RevisionPrinter printer) {
        return current.isEmpty()
                ? List.of("base")
                : current.stream()
                        .flatMap(revision -> printer.place(revision, verbose).stream())
                        .toList();
    }

    /** The run of another process, on the error stream, too. */
    private static List<String> running(LockStatus lock) {
        List<String> notes = new ArrayList<>();
        lock.holder().ifPresent(holder -> notes.add("Another process migrates the database: " + holder));
        lock.runWait().ifPresent(wait -> notes.add("Waiting: " + wait + ". " + wait.remedy()));
        return notes;
    }

    private static Map<String, Object> members(DatabaseSnapshot snapshot, List<Object> current, List<String> pending) {
        MigrationStatus status = snapshot.status();
        RemainingWorkText work = new RemainingWorkText(snapshot);
        return JsonObject.of("status", status.state().name())
                .and("current", status.current())
                .and("revisions", current)
                .and("order", status.order())
                .and("heads", status.heads())
                .and("pending", pending)
                .and("pendingRepeatables", status.pendingRepeatables())
                .and("unknown", status.unknown())
                .and("edited", status.edited())
                .and(
                        "interrupted",
                        status.interrupted().stream().map(AppliedRevision::id).toList())
                .and("inBackground", status.inBackground())
                .and("jobs", work.jobs())
                .and("neededActions", work.neededActions())
                .and("advice", status.advice())
                .and("running", runOfOther(snapshot.lock()))
                .map();
    }

    /** The run of another process; empty if there is none. */
    private static Optional<Map<String, Object>> runOfOther(LockStatus lock) {
        if (lock.holder().isEmpty() && lock.runWait().isEmpty()) {
            return Optional.empty();
        }
        Optional<LockHolder.Place> place =
                lock.holder().flatMap(LockHolder::place).or(() -> lock.runWait().flatMap(RunWait::place));
        return Optional.of(JsonObject.of("pid", lock.holder().map(LockHolder::pid))
                .and("application", lock.holder().map(LockHolder::application))
                .and("revision", place.map(LockHolder.Place::revision))
                .and("step", place.map(LockHolder.Place::step))
                .and("steps", place.map(LockHolder.Place::steps))
                .and("waiting", lock.runWait().map(CurrentCommand::waiting))
                .map());
    }

    private static Map<String, Object> waiting(RunWait wait) {
        return JsonObject.of("since", wait.since().toString())
                .and("attempts", wait.attempts())
                .and(
                        "blockedBy",
                        wait.blockers().stream()
                                .map(session -> JsonObject.of("pid", session.pid())
                                        .and("user", session.user())
                                        .and("application", session.application())
                                        .and("holds", session.relation())
                                        .and("state", session.state())
                                        .and("since", session.since().map(Instant::toString))
                                        .map())
                                .toList())
                .and("remedy", wait.remedy())
                .map();
    }

    /** Takes a revision without a script from its row in the state table. */
    private static Revision find(String id, Revisions revisions, MigrationStatus status) {
        return revisions.graph().find(id).or(() -> applied(id, status)).orElseGet(() -> Revision.of(id));
    }

    private static Optional<Revision> applied(String id, MigrationStatus status) {
        return status.applied().stream()
                .filter(row -> row.id().equals(id))
                .map(AppliedRevision::revision)
                .findFirst();
    }
}
