package dev.migration.cli.output;

import java.util.List;
import java.util.Map;

/**
 * What a command found or did.
 *
 * @param exitCode see {@link ExitCode}
 * @param lines for people
 * @param members for programs; {@code docs/commands.md} describes them for each command
 */
public record Report(int exitCode, List<String> lines, Map<String, Object> members) {

    public Report {
        lines = List.copyOf(lines);
    }

    /** One of a command that did what it was told. */
    public static Report of(List<String> lines, Map<String, Object> members) {
        return new Report(ExitCode.OK, lines, members);
    }

    /** The same with another exit code. */
    public Report withExitCode(int code) {
        return new Report(code, lines, members);
    }
}
