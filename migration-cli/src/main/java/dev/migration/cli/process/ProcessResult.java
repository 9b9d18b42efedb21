package dev.migration.cli.process;

import java.util.List;

/**
 * How a program ended.
 *
 * @param exitCode what it gave back
 * @param output the last lines of what it said, its failures among them
 * @param lines how many lines it said
 */
public record ProcessResult(int exitCode, List<String> output, int lines) {

    public ProcessResult {
        output = List.copyOf(output);
    }

    /** Whether it did what it should. */
    public boolean isWell() {
        return exitCode == 0;
    }

    /** What it said, indented as part of a report. */
    public String text() {
        return String.join(
                System.lineSeparator(), output.stream().map(line -> "  " + line).toList());
    }
}
