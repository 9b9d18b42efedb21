package dev.migration.offline;

import java.util.regex.Pattern;

import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.Token;

/**
 * Writes a statement so that psql hands it to the server as it is.
 *
 * <ul>
 *   <li>psql puts variables in place of {@code :name} outside quotes; behind a backslash a colon is a colon.
 *   <li>psql reads line by line and forgets at the end of a line that a literal is an {@code E'…'}, which may go on in the next
 *       line: both parts become one.
 * </ul>
 */
final class ScriptText {

    private static final Pattern VARIABLE = Pattern.compile(":[\\w\\x80-\\uFFFF'\"{]");
    private static final Pattern ESCAPES = Pattern.compile("[eE]'");

    private ScriptText() {}

    /** @param conforming whether a backslash in a plain literal is an ordinary character */
    static String of(String statement, boolean conforming) {
        return isDoubtful(statement) ? new Walk(statement, conforming).write() : statement;
    }

    /** Only such a text needs a closer look. An insert of many rows may be one long line, so no part of it is read twice. */
    private static boolean isDoubtful(String statement) {
        return VARIABLE.matcher(statement).find()
                || (statement.indexOf('\n') >= 0 && ESCAPES.matcher(statement).find());
    }

    private static final class Walk {

        private final String statement;
        private final SqlLexer lexer;
        private final StringBuilder text = new StringBuilder();
        private int copied;
        private boolean escapes;
        private int endOfLiteral;

        Walk(String statement, boolean conforming) {
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
