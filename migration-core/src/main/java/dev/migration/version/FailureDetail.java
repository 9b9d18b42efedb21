// SPDX-License-Identifier: Apache-2.0
package dev.migration.version;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The parts of the detail of a failed attempt, as {@code FailureReport} composes it.
 *
 * @param problem which revision failed, and what it left; empty if the detail has no place in a script
 * @param cause the message of the server with its SQLSTATE, or of the code that failed
 * @param context what follows: the line of the statement, and the detail and hint of the server; or an empty text
 * @param file the file or class of the statement
 * @param line the line of the failure, from 1; empty if it is not known
 * @param column the column in characters, from 1; empty if it is not known
 * @param sqlState the SQLSTATE; empty if the failure did not come from the server
 */
public record FailureDetail(
        Optional<String> problem,
        String cause,
        String context,
        Optional<String> file,
        Optional<Integer> line,
        Optional<Integer> column,
        Optional<String> sqlState) {

    /** The second line of a report: two spaces, the place, two spaces, the message. */
    private static final Pattern REPORT = Pattern.compile(
            "(?<problem>[^\\r\\n]*)\\R {2}(?<file>\\S.*?)(?::(?<line>\\d+):(?<column>\\d+))? {2}(?<rest>.*)",
            Pattern.DOTALL);

    private static final Pattern SQL_STATE = Pattern.compile("\\(?\\bSQLSTATE ([0-9A-Z]{5})\\b\\)?");

    static FailureDetail of(String detail) {
        Matcher report = REPORT.matcher(detail);
        Optional<Matcher> placed = Optional.of(report).filter(Matcher::matches);
        String rest = placed.map(found -> found.group("rest")).orElse(detail);
        int end = endOfCause(rest);
        return new FailureDetail(
                placed.map(found -> found.group("problem")),
                rest.substring(0, end).strip(),
                withoutBlankLines(rest.substring(end)),
                placed.map(found -> found.group("file")),
                placed.map(found -> found.group("line")).map(Integer::valueOf),
                placed.map(found -> found.group("column")).map(Integer::valueOf),
                sqlState(rest));
    }

    /** The message of the server may have several lines; its SQLSTATE ends it. */
    private static int endOfCause(String rest) {
        Matcher state = SQL_STATE.matcher(rest);
        if (state.find()) {
            return state.end();
        }
        List<String> lines = rest.lines().toList();
        return lines.isEmpty() ? 0 : lines.get(0).length();
    }

    private static Optional<String> sqlState(String rest) {
        Matcher state = SQL_STATE.matcher(rest);
        return state.find() ? Optional.of(state.group(1)) : Optional.empty();
    }

    private static String withoutBlankLines(String text) {
        return text.lines().filter(line -> !line.isBlank()).collect(Collectors.joining("\n"));
    }
}
