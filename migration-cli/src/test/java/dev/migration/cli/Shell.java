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

/** Gives commands in a folder, in this process. */
record Shell(Path folder, List<String> options) {

    static Shell in(Path folder) {
        return new Shell(folder, List.of());
    }

    /** The same on a database. */
    Shell on(PostgresDatabase database) {
        return as(database, database.username(), database.password());
    }

    /** The same as somebody. */
    Shell as(PostgresDatabase database, String user, String password) {
        return new Shell(folder, List.of("--url", database.url(), "--user", user, "--password", password));
    }

    Ended run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), Ansi.OFF, false);
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(words));
        int exitCode = CommandLines.execute(Invocation.of(console, Map.of(), folder), all.toArray(String[]::new));
        return new Ended(exitCode, out.toString(), err.toString());
    }

    /** Every file below a folder, from there. */
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
