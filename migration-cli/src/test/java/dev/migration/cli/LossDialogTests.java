// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import dev.migration.test.postgres.InstalledProgram;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The questions of revision --autogenerate on a terminal: {@code script} of util-linux provides one, and records the screen. */
@PostgresTest
@ResourceLock(value = "scratch databases", mode = ResourceAccessMode.READ)
class LossDialogTests {

    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final int TIMEOUT_IN_SECONDS = 120;

    private static final String RENAMED = "Is public.tickets.title the new name of public.tickets.subject? [y/N]";
    private static final String DROPPED = "Column public.tickets.subject is dropped with its values. Go on? [y/N]";

    @TempDir
    Path directory;

    private PostgresDatabase database;

    @BeforeEach
    void writeRevisionAndModel(PostgresDatabase postgres) throws IOException {
        InstalledProgram.require(Files.isExecutable(SCRIPT), "script of util-linux");
        database = postgres;
        Files.createDirectories(directory.resolve("revisions"));
        Files.writeString(
                directory.resolve("revisions/a1.sql"),
                "-- @revision a1\n-- @upgrade\nCREATE TABLE tickets (id int, subject text);\n");
        Files.writeString(directory.resolve("schema.sql"), "CREATE TABLE tickets (id int, title text);");
    }

    @Test
    void yesRenamesTheColumn() throws Exception {
        Process terminal = start();
        answer(terminal, RENAMED, "y");

        assertThat(exitCode(terminal)).as(screen()).isZero();
        assertThat(written()).contains("ALTER TABLE tickets RENAME COLUMN subject TO title");
    }

    @Test
    void noAndYesLoseTheValues() throws Exception {
        Process terminal = start();
        answer(terminal, RENAMED, "");
        answer(terminal, DROPPED, "yes");

        assertThat(exitCode(terminal)).as(screen()).isZero();
        assertThat(written()).contains("ALTER TABLE tickets DROP COLUMN subject", "ADD COLUMN title text");
    }

    @Test
    void twiceNoWritesNothing() throws Exception {
        Process terminal = start();
        answer(terminal, RENAMED, "n");
        answer(terminal, DROPPED, "n");

        assertThat(exitCode(terminal)).as(screen()).isEqualTo(1);
        assertThat(screen()).contains("--rename public.tickets.subject=public.tickets.title");
        assertThat(written()).isEmpty();
    }

    private Process start() throws IOException {
        String java = Stream.concat(
                        CommandLineJar.java("-cp", System.getProperty("java.class.path"), Main.class.getName())
                                .stream(),
                        Stream.of("revision", "--autogenerate", "--model", "file:schema.sql", "-m", "follow"))
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        ProcessBuilder builder = CommandLineJar.of(directory, database)
                .process(List.of(
                        SCRIPT.toString(),
                        "--quiet",
                        "--return",
                        "--flush",
                        "--command",
                        "stty cols 200; exec " + java,
                        "typescript"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TERM", "xterm");
        return builder.start();
    }

    private void answer(Process terminal, String question, String text) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_IN_SECONDS);
        while (!screen().contains(question)) {
            assertThat(System.nanoTime()).as(screen()).isLessThan(deadline);
            assertThat(terminal.waitFor(20, TimeUnit.MILLISECONDS)).as(screen()).isFalse();
        }
        Writer keyboard = terminal.outputWriter(StandardCharsets.UTF_8);
        keyboard.write(text + "\n");
        keyboard.flush();
    }

    private static int exitCode(Process terminal) throws Exception {
        assertThat(terminal.waitFor(TIMEOUT_IN_SECONDS, TimeUnit.SECONDS)).isTrue();
        return terminal.exitValue();
    }

    private String screen() throws IOException {
        Path typescript = directory.resolve("typescript");
        return Files.exists(typescript) ? Files.readString(typescript, StandardCharsets.ISO_8859_1) : "";
    }

    /** The text of the new revision; empty if there is none. */
    private String written() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("revisions"))) {
            Path file =
                    files.filter(path -> !path.endsWith("a1.sql")).findFirst().orElse(Path.of(""));
            return Files.isRegularFile(file) ? Files.readString(file) : "";
        }
    }
}
