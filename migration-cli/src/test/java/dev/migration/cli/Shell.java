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

/** Executes commands in a folder, in the JVM of the test. */
record Shell(Path folder, List<String> options) {

    static Shell in(Path folder) {
        return new Shell(folder, List.of());
    }

    /** Returns a copy with a database. */
    Shell on(PostgresDatabase database) {
        return as(database, database.username(), database.password());
    }

    /** Returns a copy with a database and a user. */
    Shell as(PostgresDatabase database, String user, String password) {
        return new Shell(folder, List.of("--url", database.url(), "--user", user, "--password", password));
    }

    Ended run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), Ansi.OFF, false);
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(arguments));
        int exitCode = CommandLines.execute(Invocation.of(console, Map.of(), folder), all.toArray(String[]::new));
        return new Ended(exitCode, out.toString(), err.toString());
    }

    /** Lists the files below a folder, relative to it. */
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

    record Ended(int exitCode, String out, String err) {}
}
