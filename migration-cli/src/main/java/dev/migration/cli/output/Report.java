// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.output;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The result of a command.
 *
 * @param exitCode see {@link ExitCode}
 * @param lines the text for people
 * @param members the members of the JSON object; {@code docs/commands.md} lists them for each command
 */
public record Report(int exitCode, List<String> lines, Map<String, Object> members) {

    public Report {
        lines = List.copyOf(lines);
    }

    /** Creates the report of a command that succeeded. */
    public static Report of(List<String> lines, Map<String, Object> members) {
        return new Report(ExitCode.OK, lines, members);
    }

    /** Returns a copy with one more line for people. */
    public Report with(String line) {
        return new Report(
                exitCode, Stream.concat(lines.stream(), Stream.of(line)).toList(), members);
    }

    /** Returns a copy with another exit code. */
    public Report withExitCode(int code) {
        return new Report(code, lines, members);
    }
}
