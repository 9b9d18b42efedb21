// SPDX-License-Identifier: Apache-2.0
package dev.migration.offline;

import java.util.regex.Pattern;

import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.Token;

/**
 * Writes a statement so that psql sends it to the server unchanged.
 *
 * <ul>
 *   <li>psql replaces {@code :name} outside quotes by a variable; a backslash before the colon prevents this.
 *   <li>psql reads line by line, and at the end of a line it forgets that a literal is an {@code E'…'} literal, which may
 *       continue in the next line: both parts are joined.
 * </ul>
 */
final class ScriptText {

    private static final Pattern VARIABLE = Pattern.compile(":[\\w\\x80-\\uFFFF'\"{]");
    private static final Pattern ESCAPES = Pattern.compile("[eE]'");

    private ScriptText() {}

    /** @param conforming whether a backslash in a plain literal is an ordinary character */
    static String of(String statement, boolean conforming) {
        return needsEscaping(statement) ? new Escaping(statement, conforming).write() : statement;
    }

    /** Whether the text must be parsed. An INSERT of many rows may be one long line, so no part of it is read twice. */
    private static boolean needsEscaping(String statement) {
        return VARIABLE.matcher(statement).find()
                || (statement.indexOf('\n') >= 0 && ESCAPES.matcher(statement).find());
    }

    private static final class Escaping {

        private final String statement;
        private final SqlLexer lexer;
        private final StringBuilder text = new StringBuilder();
        private int copied;
        private boolean escapes;
        private int endOfLiteral;

        Escaping(String statement, boolean conforming) {
            this.statement = statement;
            this.lexer = new SqlLexer(SqlInput.of(statement), Position.START, () -> conforming);
        }

        String write() {
            for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
                int start = (int) token.position().offset();
                if (token.text().equals(":")) {
                    colon(start);
                } else if (token.kind() == Token.Kind.QUOTED) {
                    literal(token.text(), start);
                } else if (token.kind() != Token.Kind.LINE_COMMENT) {
                    escapes = false;
                }
            }
            return text.append(statement, copied, statement.length()).toString();
        }

        private void colon(int start) {
            escapes = false;
            boolean doubled = start > 0 && statement.charAt(start - 1) == ':';
            boolean typeCast = start + 1 < statement.length() && statement.charAt(start + 1) == ':';
            if (!doubled && !typeCast) {
                copyTo(start);
                text.append('\\');
            }
        }

        private void literal(String literal, int start) {
            if (escapes && literal.startsWith("'")) {
                copyTo(endOfLiteral - 1);
                copied = start + 1;
            } else {
                escapes = literal.startsWith("E'") || literal.startsWith("e'");
            }
            endOfLiteral = start + literal.length();
        }

        private void copyTo(int end) {
            text.append(statement, copied, end);
            copied = end;
        }
    }
}
