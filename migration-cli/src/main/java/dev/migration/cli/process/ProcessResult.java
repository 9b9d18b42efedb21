// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.process;

import java.util.List;

/**
 * The result of a program that ended.
 *
 * @param exitCode its exit code
 * @param output the last lines of its output, the error output included
 * @param lines how many lines it printed
 */
public record ProcessResult(int exitCode, List<String> output, int lines) {

    public ProcessResult {
        output = List.copyOf(output);
    }

    /** Whether the exit code is 0. */
    public boolean isSuccess() {
        return exitCode == 0;
    }

    /** The output as part of a message: each line indented by two spaces. */
    public String indentedOutput() {
        return String.join(
                System.lineSeparator(), output.stream().map(line -> "  " + line).toList());
    }
}
