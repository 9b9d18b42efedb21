package dev.migration.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.migration.test.postgres.PostgresDatabase;
import dev.migration.test.postgres.PostgresTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Types every line of {@code docs/coming-from-alembic.md} and compares what comes out. {@code -Ddocs.update=true} writes what
 * came out into the page instead.
 */
@PostgresTest
class ComingFromAlembicIT {

    private static final Path PAGE = Path.of("../docs/coming-from-alembic.md");
    private static final Pattern REVISION = Pattern.compile("(?m)^-- @revision +(\\S+)$");
    private static final Pattern IN_PROCESS = Pattern.compile(
            "migration (plan|upgrade|downgrade|current|history|heads|branches|stamp|deploy)(?! --verbose)[^|;<>$`]*");
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");
    private static final int PATIENCE_IN_SECONDS = 60;

    @TempDir
    Path directory;

    @Test
    void everyLineOfThePageAnswersAsThePageSays(PostgresDatabase database) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/psql")), "psql is not installed");
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

    /** Days, times and the server are not the same twice. */
    private static String masked(String line) {
        return line.replaceAll("\\d+ ms", "N ms")
                .replaceAll("\\d{4}-\\d{2}-\\d{2}([T ][\\d:.]+Z?)?", "DAY")
                .replaceAll("PostgreSQL \\S+( \\(.*\\))?, database \\S+ as \\S+", "PostgreSQL V, database D as U");
    }

    /** Fills in a file that a command has written. */
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

    /** The packaged jar answers what only a shell can read, and what names files as seen from its folder; this process the rest. */
    private String answer(String line, PostgresDatabase database) throws Exception {
        if (!IN_PROCESS.matcher(line).matches()) {
            return run(line, database);
        }
        StringWriter both = new StringWriter();
        CommandLineJar.of(directory, database).run(both, both, words(line.substring("migration ".length())));
        return both.toString();
    }

    /** Words are parted by blanks; those in quotes are one. */
    private static String[] words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group().replace("\"", ""))
                .toArray(String[]::new);
    }

    private String run(String line, PostgresDatabase database) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path out = Files.createTempFile("answer", ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        "-c",
                        "migration() { " + java + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar \"$CLI\" \"$@\"; }; "
                                + line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().remove("SPRING_DATASOURCE_URL");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment()
                .putAll(Map.of("CLI", System.getProperty("cli.jar"), "DATABASE_URL", CommandLineJar.uri(database)));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_IN_SECONDS, TimeUnit.SECONDS))
                    .as(line)
                    .isTrue();
            return Files.readString(out);
        } finally {
            process.destroyForcibly();
            Files.delete(out);
        }
    }
}
