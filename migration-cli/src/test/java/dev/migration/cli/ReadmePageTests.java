// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.MigrationReader;
import dev.migration.Migrator;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs what README.md shows of scripts and commands. */
@PostgresTest
class ReadmePageTests {

    private static final Path README = Path.of("../README.md");

    @TempDir
    Path directory;

    @Test
    void theRevisionIsAppliedByTheCommand(PostgresDatabase database) throws Exception {
        database.reset();
        String readme = Files.readString(README);
        PageTerminal terminal = PageTerminal.of(directory, database)
                .write("revisions/create_orders.sql", DocumentedText.of(README, "-- Create orders."));
        String command = match("java -jar migration-cli/target/migration-cli-\\*\\.jar (.*upgrade heads)", readme)
                .replaceFirst("--url '[^']*'", "--url '" + CommandLineJar.uri(database) + "'")
                .replace("filesystem:revisions", "filesystem:" + directory.resolve("revisions"));

        assertThat(terminal.type("migration " + command))
                .contains("Upgrade from base to c0ffee: 1 revision")
                .anyMatch(line -> line.startsWith("  1/1  Applied c0ffee  Create orders."));
        assertThat(terminal.type("migration downgrade base")).anyMatch(line -> line.endsWith("is at base."));
        assertThat(readme).contains("Applied c0ffee \"Create orders.\" in 19 ms (1 of 1)");
    }

    @Test
    void theCommandsAreThoseOfTheProgram() throws Exception {
        String listed = match("`(deploy upgrade [a-z\\s-]+)`", Files.readString(README));

        for (String command : listed.split("\\s+")) {
            assertThat(CommandLineJar.of(directory).run(command, "--help").exitCode())
                    .as(command)
                    .isZero();
        }
        assertThat(CommandLineJar.of(directory)
                        .run("--help")
                        .out()
                        .lines()
                        .filter(line -> line.matches("  [a-z][a-z-]+(, [a-z_]+)*  .*"))
                        .map(line -> line.strip().split("[ ,]")[0]))
                .containsExactlyInAnyOrder(listed.split("\\s+"));
    }

    @Test
    void theMethodsOfTheJavaExampleExist() throws Exception {
        String example = match("(?s)```java\\n(.*?)```", Files.readString(README));

        assertThat(names(example, "migrator\\.(\\w+)\\("))
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(methods(Migrator.class)).contains(name));
        assertThat(names(example, "reader\\.(\\w+)\\("))
                .hasSizeGreaterThan(2)
                .allSatisfy(name -> assertThat(methods(MigrationReader.class)).contains(name));
    }

    private static List<String> names(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static List<String> methods(Class<?> type) {
        return Arrays.stream(type.getMethods()).map(method -> method.getName()).toList();
    }

    private static String match(String pattern, String text) {
        List<String> found = names(text, pattern);
        assertThat(found).as(pattern).isNotEmpty();
        return found.get(0);
    }
}
