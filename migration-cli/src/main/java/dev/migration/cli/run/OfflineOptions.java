package dev.migration.cli.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import picocli.CommandLine.Option;

import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.output.Report;
import dev.migration.cli.setting.UsageException;
import dev.migration.plan.Plan;

/** Writes SQL instead of running it: to standard output, or into a file that is there whole or not at all. */
final class OfflineOptions {

    @Option(
            names = "--sql",
            description = "Writes the SQL for psql, and connects to no database; TARGET may be a range START:TARGET.")
    private boolean sql;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the SQL goes instead of standard output; no file is overwritten.")
    private Optional<Path> output = Optional.empty();

    /** Whether SQL was asked for, be the other options as they may. */
    boolean asked() {
        return sql;
    }

    /** Whether SQL is wanted. @throws UsageException if there is a file for it and it is not */
    boolean wanted() {
        if (output.isPresent() && !sql) {
            throw new UsageException("--output is for SQL, and nobody asks for it.", "Add --sql.");
        }
        return sql;
    }

    /** Writes the text, and reports on its plan. */
    Report report(Invocation invocation, Function<Appendable, Plan> writer) {
        if (output.isPresent()) {
            Path file = invocation.context().folder().resolve(output.get());
            return reportOn(file, write(file, writer));
        }
        if (invocation.options().json()) {
            StringBuilder text = new StringBuilder();
            Plan plan = writer.apply(text);
            return Report.of(
                    List.of(),
                    ChangingCommand.facts(plan).and("sql", text.toString()).map());
        }
        PrintWriter out = invocation.console().out();
        Plan plan = writer.apply(out);
        if (out.checkError()) {
            throw new UncheckedIOException(new IOException("standard output took only a part of the SQL"));
        }
        return Report.of(List.of(), ChangingCommand.facts(plan).map());
    }

    private static Report reportOn(Path file, Plan plan) {
        String line = "Wrote " + file + ": from " + ProgressLines.idsOrBase(plan.before()) + " to "
                + ProgressLines.idsOrBase(plan.after()) + ", "
                + Plurals.of(plan.steps().size(), "revision") + ".";
        return Report.of(
                List.of(line),
                ChangingCommand.facts(plan)
                        .and("files", List.of(file.toString()))
                        .map());
    }

    private static Plan write(Path file, Function<Appendable, Plan> writer) {
        if (Files.exists(file)) {
            throw exists(file);
        }
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        boolean created = false;
        try {
            Plan plan;
            try (Writer text = Files.newBufferedWriter(
                    beside, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                created = true;
                plan = writer.apply(text);
            }
            Files.move(beside, file);
            return plan;
        } catch (FileAlreadyExistsException other) {
            remove(beside, created, other);
            throw exists(created ? file : beside);
        } catch (IOException failure) {
            remove(beside, created, failure);
            throw new UncheckedIOException(failure.toString(), failure);
        } catch (RuntimeException failure) {
            remove(beside, created, failure);
            throw failure;
        }
    }

    private static UsageException exists(Path file) {
        return new UsageException(
                "The file '" + file + "' exists already.",
                "Nothing is overwritten: choose another name, or move it away.");
    }

    private static void remove(Path file, boolean ours, Exception reason) {
        try {
            if (ours) {
                Files.deleteIfExists(file);
            }
        } catch (IOException second) {
            reason.addSuppressed(second);
        }
    }
}
