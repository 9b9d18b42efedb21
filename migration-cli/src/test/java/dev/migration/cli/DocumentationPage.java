// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the commands of a page of the documentation, and compares their output with the page. A block of commands without a scene
 * fails, so that every command that is added to the page needs one. {@code -Ddocs.update=true} also writes the output to the page.
 */
final class DocumentationPage {

    /** On a page, a line that stands for any number of lines. */
    private static final String ANY = "…";

    private static final Pattern FENCE = Pattern.compile("```\\w*");

    private static final Pattern HERE_DOCUMENT = Pattern.compile("<<'(?<end>\\w+)'$");

    private final Path file;
    private final String heading;
    private final Map<String, Scene> scenes = new LinkedHashMap<>();

    DocumentationPage(Path file) {
        this(file, "");
    }

    /** A section of the page and those that follow it. */
    DocumentationPage(Path file, String heading) {
        this.file = file;
        this.heading = heading;
    }

    /** What a block of commands or of SQL needs: prepares it and returns the terminal for it. */
    @FunctionalInterface
    interface Scene {
        PageTerminal prepare() throws Exception;
    }

    /**
     * Adds a scene.
     *
     * @param first the first command of the block; a second block that begins with it is named with {@code #2}
     */
    DocumentationPage scene(String first, Scene scene) {
        scenes.put(first, scene);
        return this;
    }

    /** Runs all blocks in order. */
    void check() throws Exception {
        List<String> page = Files.readAllLines(file);
        List<String> answered = new ArrayList<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        int start = heading.isEmpty() ? 0 : page.indexOf(heading);
        assertThat(start).as(heading).isNotNegative();
        for (int next = 0; next < page.size(); next++) {
            answered.add(page.get(next));
            if (next >= start && FENCE.matcher(page.get(next)).matches()) {
                int end = next + 1 + page.subList(next + 1, page.size()).indexOf("```");
                List<String> block = page.subList(next + 1, end);
                answered.addAll(answer(block, counts));
                answered.add(page.get(end));
                next = end;
            }
        }
        if (Boolean.getBoolean("docs.update")) {
            Files.write(file, answered);
        }
        assertThat(answered).containsExactlyElementsOf(page);
        assertThat(counts.keySet()).as("every scene has its block").containsAll(scenes.keySet());
    }

    private List<String> answer(List<String> block, Map<String, Integer> counts) throws Exception {
        List<Integer> commands = new ArrayList<>();
        for (int line = 0; line < block.size(); line++) {
            if (block.get(line).startsWith("$ ")) {
                commands.add(line);
            }
        }
        if (commands.isEmpty()) {
            return block;
        }
        PageTerminal terminal =
                scene(block.get(commands.get(0)).substring(2), counts).prepare();
        List<String> answered = new ArrayList<>(block.subList(0, commands.get(0)));
        for (int command = 0; command < commands.size(); command++) {
            int line = commands.get(command);
            int end = command + 1 < commands.size() ? commands.get(command + 1) : block.size();
            int output = endOfInput(block, line);
            List<String> typed = block.subList(line, output);
            List<String> shown = block.subList(output, end);
            List<String> answer = terminal.type(String.join("\n", typed).substring(2));
            answered.addAll(typed);
            answered.addAll(agree(shown, answer) ? shown : answer);
        }
        return answered;
    }

    /** The line after a command, which may have a here-document. */
    private static int endOfInput(List<String> block, int command) {
        Matcher document = HERE_DOCUMENT.matcher(block.get(command));
        return document.find()
                ? command + 2 + block.subList(command + 1, block.size()).indexOf(document.group("end"))
                : command + 1;
    }

    private Scene scene(String first, Map<String, Integer> counts) {
        int count = counts.merge(first, 1, Integer::sum);
        String name = count == 1 ? first : first + " #" + count;
        counts.putIfAbsent(name, 1);
        assertThat(scenes).as("scenes of " + file).containsKey(name);
        return Objects.requireNonNull(scenes.get(name));
    }

    private static boolean agree(List<String> shown, List<String> answer) {
        String pattern = shown.stream()
                .map(line -> line.equals(ANY) ? "(?s:.*)" : pattern(line))
                .collect(Collectors.joining("\n"));
        String text = answer.stream().map(DocumentationPage::masked).collect(Collectors.joining("\n"));
        return Pattern.matches(pattern, text);
    }

    private static String pattern(String line) {
        return Pattern.compile(ANY)
                .splitAsStream(masked(line) + " ")
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"))
                .replaceFirst(" \\\\E$", "\\\\E");
    }

    /** What differs from run to run: times, the server, its address, checksums of other tools, the fingerprint of an order. */
    private static String masked(String line) {
        return line.stripTrailing()
                .replaceAll("\\d+ ms", "N ms")
                .replaceAll("\\d{4}-\\d{2}-\\d{2}([T ][\\d:.]+Z?)?", "DAY")
                .replaceAll("PostgreSQL \\S+( \\(.*\\))?, database \\S+ as \\S+", "PostgreSQL V, database D as U")
                .replaceAll("\\S*backups/\\S+\\.dump(, \\d+ bytes)?", "DUMP")
                .replaceAll("/\\S+/pg_restore", "pg_restore")
                .replaceAll("--host=\\S+ --port=\\S+ --username=\\S+", "--host=H --port=P --username=U")
                .replaceAll("^psql:(\\S+):\\d+:", "psql:$1:N:")
                .replaceAll("\"durationMillis\": \\d+", "\"durationMillis\": N")
                .replaceAll("its checksum is -?\\d+, and was -?\\d+", "its checksum is N, and was M");
    }
}
