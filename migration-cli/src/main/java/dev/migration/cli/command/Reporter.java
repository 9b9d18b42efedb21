// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import dev.migration.cli.output.Console;
import dev.migration.cli.output.JsonObject;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.output.Report;
import dev.migration.error.MigrationException;
import dev.migration.error.PrintableText;
import dev.migration.error.Suppressed;
import dev.migration.execution.failure.DatabaseUnavailableException;

/** Prints the report or the failure of a command, as text or as JSON. */
final class Reporter {

    private final Invocation invocation;
    private final Console console;
    private final String command;

    Reporter(Invocation invocation, String command) {
        this.invocation = invocation;
        this.console = invocation.console();
        this.command = command;
    }

    int print(Report report) {
        int exitCode = ofProcess(report.exitCode());
        if (invocation.options().json()) {
            JsonObject envelope = JsonObject.of("command", command).and("exitCode", exitCode);
            report.members().forEach(envelope::and);
            invocation.jsonSink().accept(envelope);
        } else {
            report.lines().forEach(console::line);
        }
        return exitCode;
    }

    /** A signal that is ending the process decides about its exit code. */
    private static int ofProcess(int exitCode) {
        return ShutdownSignal.exitCode().orElse(exitCode);
    }

    int fail(RuntimeException failure, Supplier<Optional<List<String>>> currentRevisions) {
        return fail(failure, currentRevisions, new Additions(Map.of(), List.of()));
    }

    /**
     * What a command adds to a failure.
     *
     * @param members further members of the JSON object
     * @param lines further lines of the text
     */
    record Additions(Map<String, Object> members, List<String> lines) {}

    /**
     * Prints a failure.
     *
     * @param currentRevisions reads the current revisions of the database; empty if the command did not change a database
     * @return the exit code
     */
    int fail(RuntimeException failure, Supplier<Optional<List<String>>> currentRevisions, Additions additions) {
        Optional<List<String>> current = read(currentRevisions, failure);
        int exitCode = ofProcess(ExitCodeMapper.exitCode(failure));
        if (invocation.options().json()) {
            JsonObject envelope = JsonObject.of("command", command)
                    .and("exitCode", exitCode)
                    .and("error", error(failure).map());
            current.ifPresent(ids -> envelope.and("current", ids));
            additions.members().forEach(envelope::and);
            invocation.jsonSink().accept(envelope);
        } else {
            console.failed(problem(failure));
            console.error("What to do: " + remedy(failure));
            additions.lines().forEach(console::error);
            current.ifPresent(ids -> console.error("The database is at " + ProgressLines.idsOrBase(ids) + "."));
        }
        if (invocation.options().stacktrace()) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            trace.toString()
                    .lines()
                    .forEach(line -> console.error(PrintableText.of(line, PrintableText.LONGEST_MESSAGE)));
        }
        return exitCode;
    }

    /** A second failure, of reading the database, is suppressed into the first. */
    private static Optional<List<String>> read(
            Supplier<Optional<List<String>>> currentRevisions, RuntimeException failure) {
        try {
            return currentRevisions.get();
        } catch (RuntimeException second) {
            Suppressed.add(failure, second);
            return Optional.empty();
        }
    }

    private JsonObject error(RuntimeException failure) {
        JsonObject error = JsonObject.of("type", failure.getClass().getSimpleName())
                .and("problem", problem(failure))
                .and("remedy", remedy(failure));
        if (failure instanceof MigrationException known) {
            known.facts().forEach(error::and);
        }
        return error;
    }

    private static String problem(RuntimeException failure) {
        if (failure instanceof MigrationException known) {
            return known.problem();
        }
        return failure instanceof UncheckedIOException file
                ? "A file cannot be read or written: " + file.getMessage()
                : "Unexpected failure: " + failure;
    }

    private String remedy(RuntimeException failure) {
        if (failure instanceof DatabaseUnavailableException unavailable) {
            return invocation
                    .context()
                    .connectionPlace()
                    .map(unavailable::remedy)
                    .orElseGet(unavailable::remedy);
        }
        if (failure instanceof MigrationException known) {
            return known.remedy();
        }
        return failure instanceof UncheckedIOException
                ? "Check the file and its permissions."
                : "Repeat the command with --stacktrace, and report its output.";
    }
}
