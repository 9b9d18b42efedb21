// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.difference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.migration.sql.Redaction;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.Token;

/**
 * A line of a statement.
 *
 * @param meaning the tokens of the line without comments and without the white space between them; the lines of a literal are
 *     unchanged
 * @param text as written, but without passwords
 */
record StatementLine(String meaning, String text) {

    /** Separates two tokens; no script contains this character. */
    private static final char SEPARATOR = 0;

    /** The lines of a statement that contain tokens. */
    static List<StatementLine> of(ScriptStatement statement) {
        List<String> texts = List.of(statement.text().split("\r?\n", -1));
        int sqlLines = texts.size() - statement.dataLines();
        StringBuilder[] meanings = new StringBuilder[texts.size()];
        Arrays.setAll(meanings, index -> new StringBuilder());
        SqlLexer lexer = new SqlLexer(SqlInput.of(String.join("\n", texts.subList(0, sqlLines))));
        for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
            if (token.isSignificant() || token.kind() == Token.Kind.UNTERMINATED) {
                add(token, meanings);
            }
        }
        for (int index = sqlLines; index < texts.size(); index++) {
            meanings[index].append(SEPARATOR).append(texts.get(index));
        }
        List<String> shown = new ArrayList<>(List.of(
                Redaction.NONE.of(String.join("\n", texts.subList(0, sqlLines))).split("\n", -1)));
        shown.addAll(texts.subList(sqlLines, texts.size()));
        List<StatementLine> lines = new ArrayList<>();
        for (int index = 0; index < texts.size(); index++) {
            if (!meanings[index].isEmpty()) {
                lines.add(new StatementLine(meanings[index].toString(), shown.get(index)));
            }
        }
        return lines;
    }

    private static void add(Token token, StringBuilder[] meanings) {
        int line = token.position().line() - 1;
        for (String part : token.text().split("\n", -1)) {
            meanings[line].append(SEPARATOR).append(part);
            line++;
        }
    }
}
