package dev.migration.cli.importer.alembic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The program {@code alembic}, which is asked for SQL and touches no database then. */
final class AlembicProgram {

    private static final int PATIENCE_IN_MINUTES = 5;

    private final Path project;

    /** @param project the folder of its {@code alembic.ini} */
    AlembicProgram(Path project) {
        this.project = project;
    }

    /** What it prints, or why it failed. */
    record Answer(Optional<String> text, String failure) {}

    Answer ask(String... words) {
        List<String> command = new ArrayList<>(List.of("alembic"));
        command.addAll(List.of(words));
        try {
            Path out = Files.createTempFile("alembic", ".sql");
            Path err = Files.createTempFile("alembic", ".txt");
            try {
                return run(command, out, err);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException failure) {
            return new Answer(Optional.empty(), String.valueOf(failure.getMessage()));
        }
    }

    private Answer run(List<String> command, Path out, Path err) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(project.toAbsolutePath().toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!process.waitFor(PATIENCE_IN_MINUTES, TimeUnit.MINUTES)) {
                return new Answer(Optional.empty(), "It took longer than " + PATIENCE_IN_MINUTES + " minutes.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("Interrupted while alembic ran", interrupted));
        } finally {
            process.destroy();
        }
        return process.exitValue() == 0
                ? new Answer(Optional.of(read(out)), "")
                : new Answer(Optional.empty(), lastLine(read(out) + "\n" + read(err)));
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** Alembic says why among the SQL, an exception of Python's stands at the end of the other stream. */
    private static String lastLine(String text) {
        return text.strip()
                .lines()
                .filter(line -> line.startsWith("FAILED"))
                .findFirst()
                .or(() -> text.strip().lines().reduce((earlier, later) -> later))
                .orElse("It said nothing.");
    }
}
