// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.fix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.sql.Token;

/**
 * Writes an alternative into the text of a script, in place of a statement. Comments stay; those inside the statement are put before it.
 * If the alternative has several revisions, each statement needs a transaction of its own: the script gets {@code @transaction none}.
 *
 * @param script the text of the script
 */
record ScriptEdit(String script) {

    private static final Pattern UPGRADE = Pattern.compile("(?m)^[ \\t]*--[ \\t]*@upgrade\\b");
    private static final Pattern HEADER = Pattern.compile("(?m)^[ \\t]*--[ \\t]*@[^\\r\\n]*(\\r?\\n)");
    private static final Pattern CONCURRENTLY = Pattern.compile("(?i)\\bCONCURRENTLY\\b");

    /** A word in a literal or a comment leaves a finding to a person, too. */
    private static final Pattern ONE_TRANSACTION = Pattern.compile(
            "(?i)\\b(SET\\s+LOCAL|SET\\s+CONSTRAINTS|set_config|LOCK\\s+(TABLE\\s+)?\\w+|ON\\s+COMMIT)\\b");

    private static final Pattern NO_TRANSACTION = Pattern.compile("(?m)^[ \\t]*--[ \\t]*@transaction[ \\t]+none\\b");

    /**
     * The new text; empty if the statement is not in the text as it ran, such as with values of variables.
     *
     * @param revisions the SQL of the alternative
     */
    Optional<String> apply(SqlStatement statement, List<String> revisions) {
        int start = Math.toIntExact(statement.position().offset());
        if (!script.startsWith(statement.text(), start)) {
            return Optional.empty();
        }
        if (isOwnText(revisions)) {
            return statementByStatement(script);
        }
        String text = script.substring(0, start)
                + replacement(statement.text(), revisions, start)
                + script.substring(start + statement.text().length());
        return revisions.size() > 1 ? statementByStatement(text) : Optional.of(text);
    }

    /** Whether its header leaves its statements in one transaction, as far as they can run in one. */
    boolean isOneTransaction() {
        return !NO_TRANSACTION.matcher(script).find();
    }

    /** Whether the statements of a script with this alternative do not run in one transaction any more. */
    static boolean dividesTransaction(List<String> revisions) {
        return revisions.size() > 1
                || revisions.stream().anyMatch(sql -> CONCURRENTLY.matcher(sql).find());
    }

    /**
     * The words in the script whose effect ends with the transaction, so that other statements may depend on it; empty if there are
     * none. Equal schemas do not prove that nothing depends on it.
     */
    Optional<String> needOfOneTransaction() {
        return statements(script).stream()
                .map(ONE_TRANSACTION::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst();
    }

    /** Whether the alternative is the statements of the script, each in a transaction of its own. */
    private boolean isOwnText(List<String> revisions) {
        List<String> own =
                statements(script).stream().map(statement -> statement + ";").toList();
        return revisions.size() > 1 && own.containsAll(revisions);
    }

    private String replacement(String statement, List<String> revisions, int start) {
        String indent = indent(start);
        List<String> lines = new ArrayList<>(comments(statement));
        revisions.stream().map(ScriptEdit::withoutTerminator).forEach(sql -> lines.add(sql + ";"));
        String text = lines.stream().flatMap(String::lines).collect(Collectors.joining(lineEnd() + indent));
        return withoutTerminator(text);
    }

    /** The white space before the statement, if nothing else is before it. */
    private String indent(int start) {
        int line = script.lastIndexOf('\n', start - 1) + 1;
        String before = script.substring(line, start);
        return before.isBlank() ? before : "";
    }

    private String lineEnd() {
        return script.contains("\r\n") ? "\r\n" : "\n";
    }

    private static String withoutTerminator(String sql) {
        String text = sql.strip();
        return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
    }

    private static List<String> comments(String statement) {
        List<String> comments = new ArrayList<>();
        SqlLexer lexer = new SqlLexer(SqlInput.of(statement));
        for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
            if (token.kind() == Token.Kind.LINE_COMMENT || token.kind() == Token.Kind.BLOCK_COMMENT) {
                comments.add(token.text().strip());
            }
        }
        return comments;
    }

    private static List<String> statements(String text) {
        StatementReader reader = new StatementReader(SqlInput.of(text), Position.START, () -> true);
        List<String> statements = new ArrayList<>();
        for (Optional<SqlStatement> next = reader.next(); next.isPresent(); next = reader.next()) {
            statements.add(next.get().text());
        }
        return statements;
    }

    /** Adds the directive behind the last one of the header. */
    private Optional<String> statementByStatement(String text) {
        Matcher upgrade = UPGRADE.matcher(text);
        if (!upgrade.find()) {
            return Optional.empty();
        }
        String header = text.substring(0, upgrade.start());
        if (NO_TRANSACTION.matcher(header).find()) {
            return Optional.of(text);
        }
        Matcher directives = HEADER.matcher(header);
        int place = -1;
        while (directives.find()) {
            place = directives.end();
        }
        return place < 0
                ? Optional.empty()
                : Optional.of(text.substring(0, place) + "-- @transaction none" + lineEnd() + text.substring(place));
    }
}
