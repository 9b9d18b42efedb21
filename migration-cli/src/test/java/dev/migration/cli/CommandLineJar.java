package dev.migration.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

import dev.migration.cli.frame.Invocation;
import dev.migration.cli.output.Console;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The commands, as somebody gives them in a folder of revisions: in this process, or to the packaged jar in a process of its
 * own, which costs most of a second each time.
 *
 * @param directory where they are given
 * @param environment what they find there besides what is in ours
 */
record CommandLineJar(Path directory, Map<String, String> environment) {

    private static final int PATIENCE_IN_SECONDS = 120;
    private static final List<String> NOT_OURS = List.of("DATABASE_URL", "SPRING_DATASOURCE_URL", "JAVA_TOOL_OPTIONS");

    /** One that finds the database in {@code DATABASE_URL}. */
    static CommandLineJar of(Path directory, PostgresDatabase database) {
        return new CommandLineJar(directory, Map.of("DATABASE_URL", uri(database)));
    }

    /** One that is told of no database. */
    static CommandLineJar of(Path directory) {
        return new CommandLineJar(directory, Map.of());
    }

    static String uri(PostgresDatabase database) {
        return database.url()
                .replace("jdbc:postgresql://", "postgres://" + database.username() + ":" + database.password() + "@");
    }

    /** A script of {@code revisions/}. */
    CommandLineJar write(String id, String text) throws IOException {
        Files.createDirectories(directory.resolve("revisions"));
        Files.writeString(directory.resolve("revisions").resolve(id + ".sql"), text);
        return this;
    }

    /** A revision that revises others, or nothing when {@code revises} is empty. */
    CommandLineJar revision(String id, String revises, String upgrade, String downgrade) throws IOException {
        return write(id, header(id, revises) + upgrade + "\n-- @downgrade\n" + downgrade + "\n");
    }

    /** A revision without a way back. */
    CommandLineJar irreversible(String id, String revises, String upgrade) throws IOException {
        return write(id, header(id, revises) + upgrade + "\n");
    }

    /** A revision that makes a table of its own name with a row, and drops it. */
    CommandLineJar table(String id, String revises) throws IOException {
        return revision(
                id,
                revises,
                "CREATE TABLE " + id + " (id int PRIMARY KEY); INSERT INTO " + id + " VALUES (1);",
                "DROP TABLE " + id + ";");
    }

    /** The answer to a command in this process. */
    JsonNode json(String... arguments) throws Exception {
        return run(withJson(arguments)).json(arguments[0]);
    }

    /** The answer of the packaged jar. */
    JsonNode jsonOfJar(String... arguments) throws Exception {
        return runJar(withJson(arguments)).json(arguments[0]);
    }

    /** Gives a command in this process. */
    Ended run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = run(out, err, arguments);
        return new Ended(exitCode, out.toString(), err.toString());
    }

    /** Gives a command in this process, which writes into these two; they may be the same. */
    int run(StringWriter out, StringWriter err, String... arguments) {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.keySet().removeAll(NOT_OURS);
        variables.putAll(environment);
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), Ansi.OFF, false);
        return CommandLines.execute(Invocation.of(console, variables, directory), arguments);
    }

    /** Runs the packaged jar. */
    Ended runJar(String... arguments) throws Exception {
        return start(arguments).await();
    }

    /** Starts the packaged jar. */
    Running start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                System.getProperty("cli.jar")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeAll(NOT_OURS);
        builder.environment().putAll(environment);
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        return new Running(
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out, err);
    }

    private static String[] withJson(String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new);
    }

    private static String header(String id, String revises) {
        return "-- Message of " + id + "\n-- @revision " + id + "\n"
                + (revises.isEmpty() ? "" : "-- @revises " + revises + "\n") + "-- @upgrade\n";
    }

    /** A process that may still run. */
    record Running(Process process, Path out, Path err) {

        void awaitLine(String part) throws Exception {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_IN_SECONDS);
            while (!Files.readString(out).contains(part)) {
                assertThat(System.nanoTime()).as(Files.readString(err)).isLessThan(deadline);
                assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
                        .as(Files.readString(err))
                        .isFalse();
            }
        }

        Ended await() throws Exception {
            try {
                assertThat(process.waitFor(PATIENCE_IN_SECONDS, TimeUnit.SECONDS))
                        .isTrue();
                return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                process.destroyForcibly();
                Files.delete(out);
                Files.delete(err);
            }
        }
    }

    /** What it said, and its exit code. */
    record Ended(int exitCode, String out, String err) {

        /** It ended like this, gave a reason and a remedy, no stack trace and no secret. */
        Ended refused(int code, String... reasons) {
            assertThat(exitCode).as(out + err).isEqualTo(code);
            assertThat(err)
                    .contains(reasons)
                    .contains("What to do:")
                    .doesNotContain("\tat ")
                    .doesNotContain("geheim");
            return this;
        }

        Ended well() {
            assertThat(exitCode).as(out + err).isZero();
            return this;
        }

        JsonNode json(String command) {
            JsonNode read = new ObjectMapper().readTree(out);
            assertThat(read.get("command").stringValue()).isEqualTo(command);
            assertThat(read.get("exitCode").intValue()).isEqualTo(exitCode);
            assertThat(err).isEmpty();
            return read;
        }
    }
}
