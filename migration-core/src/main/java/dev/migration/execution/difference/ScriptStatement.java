// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.difference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.sql.TokenHash;

/**
 * A statement of a script, with the data of a COPY.
 *
 * @param hash equal for statements that differ only in comments, white space and line ends
 * @param line its first line
 * @param text as written; the data of a COPY are its further lines
 * @param dataLines the number of its lines that are data
 */
record ScriptStatement(String hash, int line, String text, int dataLines) {

    /** The statements of a text that begins at this position of its file. */
    static List<ScriptStatement> in(String text, Position start) {
        StatementReader reader = new StatementReader(SqlInput.of(text), start, () -> true);
        List<ScriptStatement> statements = new ArrayList<>();
        for (Optional<SqlStatement> next = reader.next(); next.isPresent(); next = reader.next()) {
            statements.add(with(next.get(), reader));
        }
        return statements;
    }

    private static ScriptStatement with(SqlStatement statement, StatementReader reader) {
        String hash = TokenHash.of(statement.text());
        if (!statement.copiesFromStdin()) {
            return new ScriptStatement(hash, statement.position().line(), statement.text(), 0);
        }
        TokenHash data = new TokenHash();
        StringBuilder text = new StringBuilder(statement.text());
        int lines = 0;
        for (Optional<String> line = reader.copyLine(); line.isPresent(); line = reader.copyLine()) {
            data.addLine(line.get());
            text.append('\n').append(TokenHash.withoutLineEnd(line.get()));
            lines++;
        }
        return new ScriptStatement(hash + data.value(), statement.position().line(), text.toString(), lines);
    }
}
