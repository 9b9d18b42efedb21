// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.alembic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.cli.process.ProcessCommand;
import dev.migration.cli.process.ProcessException;
import dev.migration.cli.process.ProcessResult;
import dev.migration.cli.process.ProcessRunner;

/** Runs the program {@code alembic} in offline mode, in which it prints SQL and connects to no database. */
final class AlembicProgram {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final Path project;

    /** @param project the folder of {@code alembic.ini} */
    AlembicProgram(Path project) {
        this.project = project;
    }

    /**
     * The outcome of one run.
     *
     * @param sql the standard output; empty if the program failed
     * @param failure why it failed; empty if it succeeded
     */
    record Result(Optional<String> sql, String failure) {

        private static Result failed(String reason) {
            return new Result(Optional.empty(), reason);
        }
    }

    /** What to do if the program cannot be run in the project. */
    String remedy() {
        return "Correct the cause, so that alembic runs in "
                + (project.toString().isEmpty() ? "this folder" : project)
                + " (--project); or run it elsewhere and name its output with --upgrade-sql.";
    }

    Result run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("alembic"));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("alembic", ".sql");
            try {
                ProcessResult result = new ProcessRunner()
                        .run(ProcessCommand.of(command.toArray(String[]::new))
                                .in(project.toAbsolutePath())
                                .within(TIMEOUT)
                                .writingTo(output));
                String sql = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
                return result.isSuccess() ? new Result(Optional.of(sql), "") : Result.failed(reason(sql, result));
            } finally {
                Files.delete(output);
            }
        } catch (ProcessException failure) {
            return Result.failed(failure.problem());
        } catch (IOException failure) {
            return Result.failed(String.valueOf(failure.getMessage()));
        }
    }

    /** Alembic prints {@code FAILED: …} to the standard output; a Python exception is the last line of the error output. */
    private static String reason(String sql, ProcessResult result) {
        List<String> lines = new ArrayList<>(sql.strip().lines().toList());
        lines.addAll(result.output());
        return lines.stream()
                .filter(line -> line.startsWith("FAILED"))
                .findFirst()
                .or(() -> lines.stream().filter(line -> !line.isBlank()).reduce((earlier, later) -> later))
                .orElse("It printed nothing.");
    }
}
