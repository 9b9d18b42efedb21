// SPDX-License-Identifier: Apache-2.0
package dev.migration.autogenerate.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.Token;

/**
 * Leaves out the schema in which the session creates objects, as people do; such a revision works in the schema of a tenant, too.
 *
 * @param schema the quoted name of that schema; empty if all names stay as they are
 * @param taken names that mean an object of the server if they stand alone
 */
public record Spelling(String schema, Set<String> taken) {

    private static final Set<String> WITH_NAME = Set.of("pg_get_serial_sequence");

    public Spelling {
        taken = Set.copyOf(taken);
    }

    /** All names stay as they are. */
    public static Spelling qualified() {
        return new Spelling("", Set.of());
    }

    public String of(String sql) {
        if (schema.isEmpty()) {
            return sql;
        }
        List<Token> tokens = tokens(sql);
        StringBuilder text = new StringBuilder(sql);
        for (int i = tokens.size() - 1; i >= 0; i--) {
            Token token = tokens.get(i);
            int start = (int) token.position().offset();
            if (isSchema(tokens, i)) {
                text.delete(start, (int) tokens.get(i + 2).position().offset());
            } else if (isNameInLiteral(tokens, i)) {
                text.delete(start + 1, start + 1 + schema.length() + 1);
            }
        }
        return text.toString();
    }

    private boolean isSchema(List<Token> tokens, int index) {
        return index + 2 < tokens.size()
                && tokens.get(index).text().equals(schema)
                && tokens.get(index + 1).text().equals(".")
                && isName(tokens.get(index + 2))
                && (index == 0 || !tokens.get(index - 1).text().equals("."));
    }

    private boolean isName(Token token) {
        boolean isIdentifier = token.kind() == Token.Kind.WORD || token.text().startsWith("\"");
        return isIdentifier && !taken.contains(token.text());
    }

    /** The name of a sequence in {@code nextval('public.s'::regclass)}. */
    private boolean isNameInLiteral(List<Token> tokens, int index) {
        boolean isName = index + 2 < tokens.size()
                && tokens.get(index + 1).text().equals("::")
                && tokens.get(index + 2).text().equals("regclass");
        boolean isArgument =
                index >= 2 && WITH_NAME.contains(tokens.get(index - 2).text());
        return (isName || isArgument) && tokens.get(index).text().startsWith("'" + schema + ".");
    }

    static List<Token> tokens(String sql) {
        List<Token> tokens = new ArrayList<>();
        SqlLexer lexer = new SqlLexer(SqlInput.of(sql));
        for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
            if (token.isSignificant()) {
                tokens.add(token);
            }
        }
        return tokens;
    }
}
