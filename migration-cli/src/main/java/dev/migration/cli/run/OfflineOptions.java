// SPDX-License-Identifier: Apache-2.0
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
import dev.migration.cli.output.ExitCode;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.output.ProgressLines;
import dev.migration.cli.output.Report;
import dev.migration.cli.output.StandardOutput;
import dev.migration.cli.setting.UsageException;
import dev.migration.plan.Plan;

/** The options of offline SQL: write the SQL to standard output, or atomically into a new file, instead of running it. */
final class OfflineOptions {

    @Option(
            names = "--sql",
            description =
                    "Writes the SQL for psql, without a connection to a database; TARGET may be a range START:TARGET.")
    private boolean sql;

    @Option(
            names = "--plain",
            description =
                    "With --sql: only the statements of the scripts and a comment for each revision, to be read. It is not for psql.")
    private boolean plain;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The file for the SQL instead of standard output; an existing file is not overwritten.")
    private Optional<Path> output = Optional.empty();

    /** Whether {@code --sql} was given; does not check the other options. */
    boolean isRequested() {
        return sql;
    }

    /** Whether the text is for a reader and not for psql. */
    boolean isPlain() {
        return plain;
    }

    /**
     * Whether {@code --sql} was given.
     *
     * @throws UsageException if {@code --output} or {@code --plain} was given without it
     */
    boolean isOffline() {
        if (plain && !sql) {
            throw new UsageException("--plain was given without --sql.", "Add --sql.");
        }
        if (output.isPresent() && !sql) {
            throw new UsageException("--output was given without --sql.", "Add --sql.");
        }
        return sql;
    }

    /** Writes the SQL, and returns the report on its plan. */
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
                    ChangingCommand.members(plan).and("sql", text.toString()).map());
        }
        PrintWriter out = invocation.console().out();
        Plan plan = writer.apply(out);
        Report report = Report.of(List.of(), ChangingCommand.members(plan).map());
        if (out.checkError() && StandardOutput.isClosedByReader()) {
            return report.withExitCode(ExitCode.OUTPUT_CLOSED);
        }
        if (out.checkError()) {
            throw new UncheckedIOException(new IOException("standard output accepted only a part of the SQL"));
        }
        return report;
    }

    private static Report reportOn(Path file, Plan plan) {
        String line = "Wrote " + file + ": from " + ProgressLines.idsOrBase(plan.before()) + " to "
                + ProgressLines.idsOrBase(plan.after()) + ", "
                + Plurals.of(plan.steps().size(), "revision") + ".";
        return Report.of(
                List.of(line),
                ChangingCommand.members(plan)
                        .and("files", List.of(file.toString()))
                        .map());
    }

    private static Plan write(Path file, Function<Appendable, Plan> writer) {
        if (Files.exists(file)) {
            throw exists(file);
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        boolean created = false;
        try {
            Plan plan;
            try (Writer text = Files.newBufferedWriter(
                    temporary, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                created = true;
                plan = writer.apply(text);
            }
            Files.move(temporary, file);
            return plan;
        } catch (FileAlreadyExistsException failure) {
            remove(temporary, created, failure);
            throw exists(created ? file : temporary);
        } catch (IOException failure) {
            remove(temporary, created, failure);
            throw new UncheckedIOException(failure.toString(), failure);
        } catch (RuntimeException failure) {
            remove(temporary, created, failure);
            throw failure;
        }
    }

    private static UsageException exists(Path file) {
        return new UsageException(
                "The file '" + file + "' already exists.",
                "Choose another name, or move the file; an existing file is not overwritten.");
    }

    private static void remove(Path file, boolean created, Exception failure) {
        try {
            if (created) {
                Files.deleteIfExists(file);
            }
        } catch (IOException second) {
            failure.addSuppressed(second);
        }
    }
}
