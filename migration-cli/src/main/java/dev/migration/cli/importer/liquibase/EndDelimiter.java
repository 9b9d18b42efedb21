// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.liquibase;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.migration.cli.importer.project.ImportProblems;
import dev.migration.cli.importer.project.SourceSql;

/** Replaces the {@code endDelimiter} of a change set at the end of a line with a semicolon. */
final class EndDelimiter {

    private static final Pattern PLAIN = Pattern.compile("[^\\\\()\\[\\]{}?*+.^]+");

    private final Optional<String> delimiter;
    private final ImportProblems problems;

    private EndDelimiter(Optional<String> delimiter, ImportProblems problems) {
        this.delimiter = delimiter;
        this.problems = problems;
    }

    /** @param delimiter the attribute of the change set; null if it has none */
    static EndDelimiter of(@Nullable String delimiter, ImportProblems problems) {
        return new EndDelimiter(
                Optional.ofNullable(delimiter)
                        .map(text -> text.replaceFirst("^\\\\n", ""))
                        .filter(text -> !text.isBlank() && !text.equals(";")),
                problems);
    }

    /** The SQL with semicolons; a delimiter that is a regular expression is a problem. */
    SourceSql apply(SourceSql sql) {
        if (delimiter.isEmpty()) {
            return sql;
        }
        if (!PLAIN.matcher(delimiter.get()).matches()) {
            problems.add(
                    sql.file(),
                    sql.firstLine(),
                    "The delimiter '" + delimiter.get() + "' is a regular expression.",
                    "End the statements with semicolons, and remove the delimiter.");
            return sql;
        }
        List<String> lines = List.of(sql.text().split("(?<=\n)"));
        return new SourceSql(
                lines.stream().map(this::semicolon).collect(Collectors.joining()), sql.file(), sql.firstLine());
    }

    private String semicolon(String line) {
        String code = line.stripTrailing();
        if (!code.toLowerCase(Locale.ROOT).endsWith(delimiter.orElse("").toLowerCase(Locale.ROOT))) {
            return line;
        }
        String before = code.substring(0, code.length() - delimiter.orElse("").length());
        boolean ended = before.stripTrailing().endsWith(";");
        return before + (ended ? "" : ";") + line.substring(code.length());
    }
}
