package dev.migration.cli.adopt.liquibase;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.migration.cli.adopt.project.ForeignSql;
import dev.migration.cli.adopt.project.Problems;

/** Puts a semicolon where the change set has a delimiter of its own at the end of a line. */
final class Delimiters {

    private static final Pattern PLAIN = Pattern.compile("[^\\\\()\\[\\]{}?*+.^]+");

    private final Optional<String> delimiter;
    private final Problems problems;

    private Delimiters(Optional<String> delimiter, Problems problems) {
        this.delimiter = delimiter;
        this.problems = problems;
    }

    /** @param delimiter what the change set says; null if nothing */
    static Delimiters of(@Nullable String delimiter, Problems problems) {
        return new Delimiters(
                Optional.ofNullable(delimiter)
                        .map(text -> text.replaceFirst("^\\\\n", ""))
                        .filter(text -> !text.isBlank() && !text.equals(";")),
                problems);
    }

    ForeignSql apply(ForeignSql sql) {
        if (delimiter.isEmpty()) {
            return sql;
        }
        if (!PLAIN.matcher(delimiter.get()).matches()) {
            problems.add(
                    sql.file(),
                    sql.firstLine(),
                    "The delimiter '" + delimiter.get() + "' is a pattern.",
                    "End the statements with semicolons, and leave the delimiter out.");
            return sql;
        }
        List<String> lines = List.of(sql.text().split("(?<=\n)"));
        return new ForeignSql(
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
