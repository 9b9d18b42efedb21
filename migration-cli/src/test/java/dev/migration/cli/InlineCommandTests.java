// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.migration.test.postgres.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the commands in the tables and texts of the documentation, each on a database at {@code v3} of {@code v1}, {@code v3},
 * {@code v3_5} and {@code note}, where no script fails. The server is one that the installed pg_dump can dump.
 */
class InlineCommandTests {

    @TempDir
    static Path servers;

    @RegisterExtension
    static final InstalledServer SERVER = new InstalledServer(() -> servers);

    private static final Pattern SPAN = Pattern.compile("`migration ([^`]+)`");

    /** Two revisions are pending. */
    private static final Map<String, Integer> EXIT_CODES = Map.of("verify", 3, "current --check-heads", 3);

    @TempDir
    Path folder;

    static Stream<String> commands() throws IOException {
        return Stream.of("commands", "coming-from-alembic", "coming-from-flyway", "coming-from-liquibase")
                .flatMap(page -> SPAN.matcher(
                                read(Path.of("../docs/" + page + ".md")).replaceAll("(?s)```.*?```", ""))
                        .results()
                        .map(span -> page + ": " + span.group(1)))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void itRuns(String named) throws Exception {
        String command = named.replaceFirst(".*?: ", "");
        PostgresDatabase database = SERVER.createDatabase("inline");
        CommandLineJar jar = CommandLineJar.of(folder, database);
        jar.revision("v1", "", "SELECT 1;", "SELECT 1;").revision("v3", "v1", "SELECT 3;", "SELECT 3;");
        jar.run("upgrade").well();
        jar.revision("v3_5", "v3", "SELECT 35;", "SELECT 35;").revision("note", "v3_5", "SELECT 4;", "SELECT 4;");
        prepare(command, database);

        CommandLineJar.Ended ended = jar.run(filled(command).split(" "));

        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isEqualTo(EXIT_CODES.getOrDefault(command, 0));
        database.close();
    }

    private static String filled(String command) {
        return command.replace("REV", command.startsWith("downgrade") ? "v1" : "v3_5")
                .replace("TEXT", "text");
    }

    private void prepare(String command, PostgresDatabase database) throws IOException {
        if (command.equals("merge")) {
            CommandLineJar.of(folder).revision("other", "v3", "SELECT 5;", "SELECT 5;");
        }
        if (command.contains("--database primary")) {
            Files.write(
                    folder.resolve("migration.properties"),
                    List.of(
                            "migration.databases.primary.url=" + CommandLineJar.uri(database),
                            "migration.databases.other.url=jdbc:postgresql://127.0.0.1:1/none"));
        }
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
