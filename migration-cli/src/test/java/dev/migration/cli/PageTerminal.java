// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Types the commands of a page of the documentation in a folder, where {@code migration} stands for the command line.
 *
 * @param jar the folder, with the address of the database
 * @param database the database
 */
record PageTerminal(CommandLineJar jar, PostgresDatabase database) {

    private static final int TIMEOUT_IN_SECONDS = 60;

    private static final Pattern IN_PROCESS =
            Pattern.compile("migration (?<command>(?:'[^']*'|\"[^\"]*\"|[^|;<>$`'\"&])*)(?<code>; echo \\$\\?)?");
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");

    static PageTerminal of(Path directory, PostgresDatabase database) {
        return new PageTerminal(CommandLineJar.of(directory, database), database);
    }

    /** Types a line, and returns what it prints. A plain command runs in this process, any other line in a shell. */
    List<String> type(String line) throws Exception {
        Matcher plain = IN_PROCESS.matcher(line);
        String answer = plain.matches() ? run(plain) : runInShell(line);
        return answer.lines().map(String::stripTrailing).toList();
    }

    private String run(Matcher plain) {
        StringWriter both = new StringWriter();
        int exitCode = jar.run(both, both, words(plain.group("command")));
        String files = both.toString().replace(jar.directory() + "/", "");
        return plain.group("code") == null ? files : files + exitCode + "\n";
    }

    /** Splits a line at spaces outside quotes. */
    private static String[] words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group().replaceAll("[\"']", ""))
                .toArray(String[]::new);
    }

    private String runInShell(String line) throws Exception {
        Path out = Files.createTempFile("answer", ".txt");
        ProcessBuilder builder = jar.process(List.of("bash", "-c", functions() + line))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        // A page uses the variable for the packaged jar.
        Optional.ofNullable(System.getProperty("cli.jar"))
                .ifPresent(packaged -> builder.environment().put("CLI", packaged));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(TIMEOUT_IN_SECONDS, TimeUnit.SECONDS))
                    .as(line)
                    .isTrue();
            return Files.readString(out);
        } finally {
            process.destroyForcibly();
            Files.delete(out);
        }
    }

    /** The pages call the database of the examples 'support'. */
    private static String functions() {
        String java = CommandLineJar.java(
                        "-Dslf4j.internal.verbosity=ERROR",
                        "-Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        return "migration() { " + java + " \"$@\"; }; psql() { command psql \"${@/#support/$DATABASE_URL}\"; }\n";
    }

    /** Writes a file into the folder. */
    PageTerminal write(String file, String text) throws IOException {
        Path path = jar.directory().resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return this;
    }
}
