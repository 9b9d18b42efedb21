// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import picocli.CommandLine.Help.Ansi;

import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.Console;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs commands in this process.
 *
 * @param folder the folder in which the commands run
 * @param options options of every command
 */
record Shell(Path folder, List<String> options) {

    static Shell in(Path folder) {
        return new Shell(folder, List.of());
    }

    /** Returns a shell for the same folder and a database. */
    Shell on(PostgresDatabase database) {
        return as(database, database.username(), database.password());
    }

    /** Returns a shell for the same folder, a database and a role. */
    Shell as(PostgresDatabase database, String user, String password) {
        return new Shell(folder, List.of("--url", database.url(), "--user", user, "--password", password));
    }

    Ended run(String... arguments) {
        return run(Map.of(), arguments);
    }

    /** Runs a command with environment variables. */
    Ended run(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), Ansi.OFF, false);
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(arguments));
        int exitCode = CommandLines.execute(Invocation.of(console, environment, folder), all.toArray(String[]::new));
        return new Ended(exitCode, out.toString(), err.toString());
    }

    /** The text of a file. */
    String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    /** Writes a file, and its folder. */
    Shell write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return this;
    }

    /** Writes a revision that adds a column, as the next one of an imported project. */
    Shell writeNext(String revises) throws IOException {
        return write(
                "revisions/next.sql",
                "-- @revision next\n-- @revises " + revises + "\n-- @upgrade\nALTER TABLE tickets ADD channel text;\n");
    }

    /** The paths of all files in a folder, relative to it. */
    List<String> files(String below) {
        Path root = folder.resolve(below);
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    record Ended(int exitCode, String out, String err) {

        /** Asserts that the exit code is 0. */
        Ended well() {
            assertThat(exitCode).as(err).isZero();
            return this;
        }
    }
}
