// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.test.postgres.InstalledProgram;
import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs every command of {@code docs/coming-from-alembic.md} and compares its output with the page. {@code -Ddocs.update=true} also
 * writes the output to the page.
 */
@PostgresTest
class ComingFromAlembicIT {

    private static final Path PAGE = Path.of("../docs/coming-from-alembic.md");
    private static final Pattern REVISION = Pattern.compile("(?m)^-- @revision +(\\S+)$");
    private static final int TIMEOUT_IN_SECONDS = 60;

    private static final Pattern IN_PROCESS = Pattern.compile(
            "migration (plan|upgrade|downgrade|current|history|heads|branches|stamp|deploy)(?! --verbose)[^|;<>$`]*");
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");

    @TempDir
    Path directory;

    @Test
    void everyCommandPrintsTheOutputOfThePage(PostgresDatabase database) throws Exception {
        InstalledProgram.require(
                Files.isExecutable(Path.of("/usr/bin/psql")), "psql (Debian package postgresql-client)");
        database.reset();
        List<String> page = Files.readAllLines(PAGE);
        List<String> answered = new ArrayList<>();
        int next = 0;
        while (next < page.size()) {
            int end = next;
            if (page.get(next).matches("```(console|sql)")) {
                end = next + page.subList(next, page.size()).indexOf("```");
                List<String> block = page.subList(next + 1, end);
                answered.add(page.get(next));
                answered.addAll(page.get(next).endsWith("sql") ? write(block) : type(block, database));
            }
            answered.add(page.get(end));
            next = end + 1;
        }
        if (Boolean.getBoolean("docs.update")) {
            Files.write(PAGE, answered);
        }
        assertThat(answered.stream().map(ComingFromAlembicIT::masked))
                .containsExactlyElementsOf(
                        page.stream().map(ComingFromAlembicIT::masked).toList());
    }

    /** Dates, durations and the server differ from run to run. */
    private static String masked(String line) {
        return line.replaceAll("\\d+ ms", "N ms")
                .replaceAll("\\d{4}-\\d{2}-\\d{2}([T ][\\d:.]+Z?)?", "DAY")
                .replaceAll("PostgreSQL \\S+( \\(.*\\))?, database \\S+ as \\S+", "PostgreSQL V, database D as U");
    }

    /** Replaces a file that a command has written with the script of the page. */
    private List<String> write(List<String> script) throws IOException {
        Matcher revision = REVISION.matcher(String.join("\n", script));
        assertThat(revision.find()).isTrue();
        try (var files = Files.list(directory.resolve("revisions"))) {
            Path file = files.filter(name -> name.toString().contains("_" + revision.group(1) + "_"))
                    .findFirst()
                    .orElseThrow();
            Files.write(file, script);
        }
        return script;
    }

    private List<String> type(List<String> block, PostgresDatabase database) throws Exception {
        List<String> answered = new ArrayList<>();
        for (String line : block.stream().filter(line -> line.startsWith("$ ")).toList()) {
            answered.add(line);
            answer(line.substring(2), database)
                    .lines()
                    .map(String::stripTrailing)
                    .forEach(answered::add);
        }
        return answered;
    }

    /** Runs a plain command in this process; a line that needs a shell, or files of its folder, runs with the packaged jar. */
    private String answer(String line, PostgresDatabase database) throws Exception {
        if (!IN_PROCESS.matcher(line).matches()) {
            return run(line, database);
        }
        StringWriter both = new StringWriter();
        CommandLineJar.of(directory, database).run(both, both, words(line.substring("migration ".length())));
        return both.toString();
    }

    /** Splits a line at spaces outside double quotes. */
    private static String[] words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group().replace("\"", ""))
                .toArray(String[]::new);
    }

    private String run(String line, PostgresDatabase database) throws Exception {
        Path out = Files.createTempFile("answer", ".txt");
        String java = String.join(" ", CommandLineJar.java());
        ProcessBuilder builder = CommandLineJar.of(directory, database)
                .process(List.of("bash", "-c", "migration() { " + java + " \"$@\"; }; " + line))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        // The page uses the variable.
        builder.environment().put("CLI", System.getProperty("cli.jar"));
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
}
