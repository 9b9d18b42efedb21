// SPDX-License-Identifier: Apache-2.0
package dev.migration.lint.check;

import java.util.ArrayList;
import java.util.List;

import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.Token;

/**
 * Reads the {@code @allow} comments of a script. One above the upgrade section is about the whole script. Any other one is about the
 * statement in which or before which it stands, or behind which, on its last line.
 */
final class AllowReader {

    private static final long NONE = -2;

    private final List<Allow> found = new ArrayList<>();
    private final List<Allow> waiting = new ArrayList<>();
    private boolean header = true;
    private long statement = NONE;
    private long last = NONE;
    private int lastLine;

    private AllowReader() {}

    static List<Allow> read(SqlInput input) {
        AllowReader reader = new AllowReader();
        try (input) {
            SqlLexer lexer = new SqlLexer(input);
            for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
                reader.token(token);
            }
        }
        return reader.found;
    }

    private void token(Token token) {
        if (token.kind() == Token.Kind.LINE_COMMENT) {
            comment(token);
        } else if (token.kind() == Token.Kind.TERMINATOR) {
            last = statement;
            lastLine = token.position().line();
            statement = NONE;
        } else if (token.isSignificant() && statement == NONE) {
            header = false;
            statement = token.position().offset();
            waiting.forEach(allow -> found.add(allow.about(statement)));
            waiting.clear();
        }
    }

    private void comment(Token token) {
        String text = token.text();
        if (text.matches("--\\s*@(upgrade|downgrade|hook)\\b.*")) {
            header = false;
            statement = NONE;
            last = NONE;
        } else if (Allow.isIn(text)) {
            allow(Allow.parse(text, token.position(), Allow.WHOLE_SCRIPT));
        }
    }

    private void allow(Allow allow) {
        if (header) {
            found.add(allow);
        } else if (statement != NONE) {
            found.add(allow.about(statement));
        } else if (last != NONE && allow.position().line() == lastLine) {
            found.add(allow.about(last));
        } else {
            waiting.add(allow);
        }
    }
}
