package dev.migration.cli.command;

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

/** Prints reports and failures, for people or for programs. */
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
        if (invocation.options().json()) {
            JsonObject envelope = JsonObject.of("command", command).and("exitCode", report.exitCode());
            report.members().forEach(envelope::and);
            invocation.jsonSink().accept(envelope);
        } else {
            report.lines().forEach(console::line);
        }
        return report.exitCode();
    }

    int fail(RuntimeException failure, Supplier<Optional<List<String>>> standing) {
        return fail(failure, standing, Map.of());
    }

    /** @param facts what a program should know besides the failure */
    int fail(RuntimeException failure, Supplier<Optional<List<String>>> standing, Map<String, Object> facts) {
        Optional<List<String>> current = where(standing, failure);
        int exitCode = ExitCodes.exitCode(failure);
        if (invocation.options().json()) {
            JsonObject envelope = JsonObject.of("command", command)
                    .and("exitCode", exitCode)
                    .and("error", error(failure).map());
            current.ifPresent(ids -> envelope.and("current", ids));
            facts.forEach(envelope::and);
            invocation.jsonSink().accept(envelope);
        } else {
            console.error(console.styled("bold,red", "Failed: ") + problem(failure));
            console.error("What to do: " + remedy(failure));
            current.ifPresent(ids -> console.error("The database is at " + ProgressLines.idsOrBase(ids) + "."));
        }
        if (invocation.options().stacktrace()) {
            failure.printStackTrace(console.err());
            console.err().flush();
        }
        return exitCode;
    }

    /** The first failure is the one that counts: that nobody can look any more is added to it. */
    private static Optional<List<String>> where(Supplier<Optional<List<String>>> standing, RuntimeException failure) {
        try {
            return standing.get();
        } catch (RuntimeException another) {
            failure.addSuppressed(another);
            return Optional.empty();
        }
    }

    private static JsonObject error(RuntimeException failure) {
        return JsonObject.of("type", failure.getClass().getSimpleName())
                .and("problem", problem(failure))
                .and("remedy", remedy(failure));
    }

    private static String problem(RuntimeException failure) {
        if (failure instanceof MigrationException known) {
            return known.problem();
        }
        return failure instanceof UncheckedIOException file
                ? "A file cannot be read or written: " + file.getMessage()
                : "Something that nobody expected: " + failure;
    }

    private static String remedy(RuntimeException failure) {
        if (failure instanceof MigrationException known) {
            return known.remedy();
        }
        return failure instanceof UncheckedIOException
                ? "Look at the file and at who may use it."
                : "Try again with --stacktrace, and report what it prints.";
    }
}
