// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.project;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.Token;

/** Finds text in the SQL of another tool that would have another meaning here and that is not a fault of a script. */
final class SourceSqlCheck {

    /** Comments that would begin a section; the script check reports every other directive. */
    private static final Pattern SECTION = Pattern.compile("--\\s*@(upgrade|downgrade|hook)\\b.*");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}\\s]+)}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    private final ProjectImport.Folders folders;
    private final ImportProblems problems;
    private final Set<String> missing = new TreeSet<>();

    SourceSqlCheck(ProjectImport.Folders folders, ImportProblems problems) {
        this.folders = folders;
        this.problems = problems;
    }

    void run(Collection<SourceSql> all) {
        if (folders.placeholders()) {
            all.forEach(this::collectMissing);
        }
        all.forEach(this::checkSections);
        all.forEach(sql -> eachPlaceholder(sql, folders.placeholders() ? this::checkPlaceholder : this::checkText));
    }

    private void checkSections(SourceSql sql) {
        SqlLexer lexer = new SqlLexer(SqlInput.of(sql.text()));
        for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
            if (token.kind() == Token.Kind.LINE_COMMENT
                    && SECTION.matcher(token.text()).matches()) {
                problems.add(
                        sql.file(),
                        sql.firstLine() + token.position().line() - 1,
                        "'" + token.text().strip() + "' would begin another section here.",
                        "Remove the '@' from the comment.");
            }
        }
    }

    private void collectMissing(SourceSql sql) {
        eachPlaceholder(sql, (file, line, name) -> {
            if (!folders.variables().containsKey(name) && VARIABLE.matcher(name).matches()) {
                missing.add(name);
            }
        });
    }

    private void checkPlaceholder(String file, int line, String name) {
        if (!VARIABLE.matcher(name).matches()) {
            problems.add(
                    file,
                    line,
                    "'${" + name + "}' has no counterpart here.",
                    "Write its value instead of '${" + name + "}'.");
        } else if (!folders.variables().containsKey(name)) {
            problems.add(file, line, "'${" + name + "}' is a placeholder without a value here.", define());
        }
    }

    private void checkText(String file, int line, String name) {
        if (folders.variables().containsKey(name)) {
            problems.add(
                    file,
                    line,
                    "'${" + name + "}' is text for the other tool, and a variable here.",
                    "Remove migration.variables." + name + " from the settings, or rename it.");
        }
    }

    private String define() {
        List<String> settings = missing.stream()
                .map(name -> "migration.variables." + name + "=VALUE")
                .toList();
        return "Set their values in migration.properties: " + String.join(", ", settings)
                + ". If they are text and not placeholders, add --no-placeholders.";
    }

    private static void eachPlaceholder(SourceSql sql, PlaceholderHandler handler) {
        if (!sql.text().contains("${")) {
            return;
        }
        int line = sql.firstLine();
        int counted = 0;
        Matcher matcher = PLACEHOLDER.matcher(sql.text());
        while (matcher.find()) {
            line += (int) sql.text()
                    .substring(counted, matcher.start())
                    .chars()
                    .filter(character -> character == '\n')
                    .count();
            counted = matcher.start();
            handler.handle(sql.file(), line, matcher.group(1));
        }
    }

    /** Handles one placeholder. */
    private interface PlaceholderHandler {

        void handle(String file, int line, String name);
    }
}
