// SPDX-License-Identifier: Apache-2.0
package dev.migration.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Reads scripts for the tests of this package. */
final class Scripts {

    private Scripts() {}

    /** The texts of the statements. */
    static List<String> statements(String script) {
        return read(SqlInput.of(script)).stream().map(SqlStatement::text).toList();
    }

    static List<SqlStatement> read(SqlInput input) {
        return read(input, () -> true);
    }

    /** The statements; data between them are skipped. */
    static List<SqlStatement> read(SqlInput input, BooleanSupplier standardConformingStrings) {
        StatementReader reader = new StatementReader(input, Position.START, standardConformingStrings);
        List<SqlStatement> statements = new ArrayList<>();
        for (Optional<SqlStatement> next = reader.next(); next.isPresent(); next = reader.next()) {
            statements.add(next.get());
        }
        return statements;
    }

    /** The data lines that follow a statement, without their LF. */
    static List<String> data(StatementReader reader) {
        List<String> lines = new ArrayList<>();
        for (Optional<String> line = reader.copyLine(); line.isPresent(); line = reader.copyLine()) {
            lines.add(line.get().replaceFirst("\n$", ""));
        }
        return lines;
    }

    static StatementReader reader(String script) {
        return new StatementReader(SqlInput.of(script), Position.START, () -> true);
    }

    /** The tokens without the end. */
    static List<Token> tokens(String script) {
        SqlLexer lexer = new SqlLexer(SqlInput.of(script));
        List<Token> tokens = new ArrayList<>();
        for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
            tokens.add(token);
        }
        return tokens;
    }

    /** The same characters, returned one at a time. */
    static SqlInput oneByOne(String text) {
        SqlInput whole = SqlInput.of(text);
        return (target, offset, length) -> whole.read(target, offset, 1);
    }
}
