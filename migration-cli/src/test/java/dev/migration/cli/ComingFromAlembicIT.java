// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        PageTerminal terminal = PageTerminal.of(directory, database);
        List<String> answered = new ArrayList<>();
        for (String line : block.stream().filter(line -> line.startsWith("$ ")).toList()) {
            answered.add(line);
            answered.addAll(terminal.type(line.substring(2)));
        }
        return answered;
    }
}
