// SPDX-License-Identifier: Apache-2.0
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

import dev.migration.cli.command.Invocation;
import dev.migration.cli.output.Console;
import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs commands in a folder of revisions: in this process, or with the packaged jar in a process of its own, which takes most of a
 * second for each command.
 *
 * @param directory the working directory
 * @param environment variables in addition to those of this process
 */
record CommandLineJar(Path directory, Map<String, String> environment) {

    private static final int TIMEOUT_IN_SECONDS = 120;
    private static final List<String> REMOVED_VARIABLES =
            List.of("DATABASE_URL", "SPRING_DATASOURCE_URL", "JAVA_TOOL_OPTIONS");

    /** Creates one with the database in {@code DATABASE_URL}. */
    static CommandLineJar of(Path directory, PostgresDatabase database) {
        return new CommandLineJar(directory, Map.of("DATABASE_URL", uri(database)));
    }

    /** Creates one without a database. */
    static CommandLineJar of(Path directory) {
        return new CommandLineJar(directory, Map.of());
    }

    /** The address of a database, as {@code DATABASE_URL} has it. */
    static String uri(PostgresDatabase database) {
        return database.url()
                .replace("jdbc:postgresql://", "postgres://" + database.username() + ":" + database.password() + "@");
    }

    /** Writes a script into {@code revisions/}. */
    CommandLineJar write(String id, String text) throws IOException {
        Files.createDirectories(directory.resolve("revisions"));
        Files.writeString(directory.resolve("revisions").resolve(id + ".sql"), text);
        return this;
    }

    /** Writes a revision; without parents if {@code revises} is empty. */
    CommandLineJar revision(String id, String revises, String upgrade, String downgrade) throws IOException {
        return write(id, header(id, revises) + upgrade + "\n-- @downgrade\n" + downgrade + "\n");
    }

    /** Writes a revision without a downgrade section. */
    CommandLineJar irreversible(String id, String revises, String upgrade) throws IOException {
        return write(id, header(id, revises) + upgrade + "\n");
    }

    /** Writes a revision that creates a table of the same name with a row, and drops it. */
    CommandLineJar table(String id, String revises) throws IOException {
        return revision(
                id,
                revises,
                "CREATE TABLE " + id + " (id int PRIMARY KEY); INSERT INTO " + id + " VALUES (1);",
                "DROP TABLE " + id + ";");
    }

    /** Runs a command with {@code --json} in this process. */
    JsonNode json(String... arguments) throws Exception {
        return run(withJson(arguments)).json(arguments[0]);
    }

    /** Runs a command with {@code --json} in the packaged jar. */
    JsonNode jsonOfJar(String... arguments) throws Exception {
        return runJar(withJson(arguments)).json(arguments[0]);
    }

    /** Runs a command in this process. */
    Ended run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = run(out, err, arguments);
        return new Ended(exitCode, out.toString(), err.toString());
    }

    /** Runs a command in this process with these writers, which may be the same. */
    int run(StringWriter out, StringWriter err, String... arguments) {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.keySet().removeAll(REMOVED_VARIABLES);
        variables.putAll(environment);
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), Ansi.OFF, false);
        return CommandLines.execute(Invocation.of(console, variables, directory), arguments);
    }

    /** Runs a command in the packaged jar and waits for its end. */
    Ended runJar(String... arguments) throws Exception {
        return start(arguments).await();
    }

    /** Starts a command in the packaged jar. */
    Running start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of(arguments));
        return start(command);
    }

    /** Starts a process in the working directory, which need not be the jar. */
    Running start(List<String> command) throws IOException {
        ProcessBuilder builder = process(command);
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        return new Running(
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out, err);
    }

    /** A process in the working directory and with the variables of this jar, which need not be the jar. */
    ProcessBuilder process(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeAll(REMOVED_VARIABLES);
        builder.environment().putAll(environment);
        return builder;
    }

    /** The command that starts the jar, without arguments. */
    static List<String> java() {
        return java("-jar", System.getProperty("cli.jar"));
    }

    /** The command that starts a virtual machine quickly, with these arguments. */
    static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String[] withJson(String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new);
    }

    private static String header(String id, String revises) {
        return "-- Message of " + id + "\n-- @revision " + id + "\n"
                + (revises.isEmpty() ? "" : "-- @revises " + revises + "\n") + "-- @upgrade\n";
    }

    /** A process that may still be running. */
    record Running(Process process, Path out, Path err) {

        void awaitLine(String part) throws Exception {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_IN_SECONDS);
            while (!Files.readString(out).contains(part)) {
                assertThat(System.nanoTime()).as(Files.readString(err)).isLessThan(deadline);
                assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
                        .as(Files.readString(err))
                        .isFalse();
            }
        }

        Ended await() throws Exception {
            try {
                assertThat(process.waitFor(TIMEOUT_IN_SECONDS, TimeUnit.SECONDS))
                        .isTrue();
                return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                process.destroyForcibly();
                Files.delete(out);
                Files.delete(err);
            }
        }
    }

    /** The exit code and the output of a command that has ended. */
    record Ended(int exitCode, String out, String err) {

        /** Asserts the exit code, the reasons and a remedy, and that no stack trace and no secret is printed. */
        Ended refused(int code, String... reasons) {
            assertThat(exitCode).as(out + err).isEqualTo(code);
            assertThat(err)
                    .contains(reasons)
                    .contains("What to do:")
                    .doesNotContain("\tat ")
                    .doesNotContain("geheim");
            return this;
        }

        /** Asserts that the exit code is 0. */
        Ended well() {
            assertThat(exitCode).as(out + err).isZero();
            return this;
        }

        /** Reads the output as the JSON of a command. */
        JsonNode json(String command) {
            JsonNode read = new ObjectMapper().readTree(out);
            assertThat(read.get("command").stringValue()).isEqualTo(command);
            assertThat(read.get("exitCode").intValue()).isEqualTo(exitCode);
            assertThat(err).isEmpty();
            return read;
        }
    }
}
