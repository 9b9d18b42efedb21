// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.importer.alembic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.migration.cli.importer.project.SourceSql;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementKind;
import dev.migration.sql.StatementReader;
import dev.migration.sql.StatementWords;

/**
 * Splits the output of {@code alembic upgrade base:heads --sql} into revisions, each of which begins with a comment of Alembic.
 * Statements on Alembic's own table and transaction control are removed; all other text stays as it is.
 */
final class OfflineSql {

    private static final Pattern UPGRADE = Pattern.compile("-- Running upgrade .*-> *([^\\s,]+).*");
    private static final Pattern DOWNGRADE = Pattern.compile("-- Running downgrade ([^\\s,]+) *->.*");

    private final String file;
    private final String table;
    private final Map<String, SourceSql> sections = new HashMap<>();

    private OfflineSql(String file, String table) {
        this.file = file;
        this.table = table;
    }

    /**
     * Splits the SQL of upgrades.
     *
     * @param file the source of the text, for problems
     * @param table the name of Alembic's table, without its schema
     */
    static Map<String, SourceSql> upgrades(String file, String text, String table) {
        return new OfflineSql(file, table).read(text, UPGRADE);
    }

    /** Splits the output of {@code alembic downgrade HEAD:base --sql} in the same way. */
    static Map<String, SourceSql> downgrades(String file, String text, String table) {
        return new OfflineSql(file, table).read(text, DOWNGRADE);
    }

    private Map<String, SourceSql> read(String text, Pattern begin) {
        List<String> lines = List.of(text.split("(?<=\n)"));
        Optional<String> revision = Optional.empty();
        int first = 0;
        for (int index = 0; index <= lines.size(); index++) {
            Optional<String> next = index == lines.size() ? Optional.empty() : revisionIn(lines.get(index), begin);
            if (index == lines.size() || next.isPresent()) {
                int from = first;
                String section = String.join("", lines.subList(from, index));
                revision.ifPresent(id -> sections.put(id, section(section, from + 1)));
                revision = next;
                first = index + 1;
            }
        }
        return sections;
    }

    private static Optional<String> revisionIn(String line, Pattern begin) {
        Matcher matcher = begin.matcher(line.stripTrailing());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Removes Alembic's own statements, and empty lines at both ends. */
    private SourceSql section(String text, int firstLine) {
        StringBuilder kept = new StringBuilder();
        int copied = 0;
        for (SqlStatement statement : statements(text)) {
            if (isOfAlembic(statement)) {
                int begin = (int) statement.position().offset();
                kept.append(text, copied, begin);
                copied = afterSemicolon(text, begin + statement.text().length());
                // The lines that follow keep their numbers.
                kept.append("\n".repeat(newlines(text.substring(begin, copied))));
            }
        }
        kept.append(text.substring(copied));
        String all = kept.toString();
        String withoutBegin = all.replaceFirst("^\\s*\n", "");
        String trimmed = withoutBegin.stripTrailing();
        return new SourceSql(
                trimmed.isEmpty() ? "" : trimmed + "\n",
                file,
                firstLine + newlines(all.substring(0, all.length() - withoutBegin.length())));
    }

    private static List<SqlStatement> statements(String text) {
        List<SqlStatement> statements = new ArrayList<>();
        StatementReader reader = new StatementReader(SqlInput.of(text), Position.START, () -> true);
        for (Optional<SqlStatement> next = reader.next(); next.isPresent(); next = reader.next()) {
            statements.add(next.get());
        }
        return statements;
    }

    private boolean isOfAlembic(SqlStatement statement) {
        List<String> words = StatementWords.of(statement.text());
        if (StatementKind.of(words) == StatementKind.TRANSACTION_CONTROL) {
            return true;
        }
        String name = Pattern.quote(table.toLowerCase(Locale.ROOT));
        return statement
                .text()
                .toLowerCase(Locale.ROOT)
                .matches(
                        "(?s)(insert\\s+into|update|delete\\s+from|create\\s+table|drop\\s+table)\\s+(\"?[\\w$]+\"?\\.)?\"?"
                                + name + "\"?(\\s.*|\\(.*)?");
    }

    private static int afterSemicolon(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() && text.charAt(at) == ';' ? at + 1 : from;
    }

    private static int newlines(String text) {
        return (int) text.chars().filter(character -> character == '\n').count();
    }
}
