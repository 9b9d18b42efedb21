// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.script.SqlSection;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlLexer;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.sql.StatementWords;
import dev.migration.sql.Token;

/**
 * The modes of its transaction, such as {@code SET TRANSACTION ISOLATION LEVEL SERIALIZABLE}, with which a script begins. The server
 * accepts them only before the first query, so they are sent directly after the BEGIN, before the statements of this library. The
 * script has no query before them: only SET and RESET.
 */
record TransactionModes(ScriptStatements script, SqlSection section) {

    private static final Set<String> SETTINGS = Set.of("set", "reset");

    /** Adds them after the first statement, the BEGIN. */
    List<StepStatement> addTo(List<StepStatement> opening) throws Exception {
        return after(opening, beginsWithSetting() ? read() : List.of());
    }

    static List<StepStatement> after(List<StepStatement> opening, List<? extends StepStatement> modes) {
        List<StepStatement> all = new ArrayList<>(opening);
        all.addAll(1, modes);
        return all;
    }

    /** Whether a statement of the begin of a script is sent before. */
    static boolean isMode(SqlStatement statement) {
        return StatementWords.setTransactionMode(StatementWords.of(statement.text()));
    }

    /** Whether a mode may follow a statement. */
    static boolean isSetting(SqlStatement statement) {
        List<String> words = StatementWords.of(statement.text());
        return !words.isEmpty() && SETTINGS.contains(words.get(0));
    }

    private List<StepStatement> read() throws Exception {
        List<StepStatement> modes = new ArrayList<>();
        try (SqlInput input = section.open()) {
            StatementReader reader = new StatementReader(input, section.start(), () -> true);
            Optional<SqlStatement> next = script.next(reader);
            while (next.filter(TransactionModes::isSetting).isPresent()) {
                next.filter(TransactionModes::isMode).map(script::scripted).ifPresent(modes::add);
                next = script.next(reader);
            }
        }
        return modes;
    }

    /** Most scripts do not, and their first statement may be large. */
    private boolean beginsWithSetting() {
        try (SqlInput input = section.open()) {
            SqlLexer lexer = new SqlLexer(input, section.start(), () -> true);
            Token token = lexer.next();
            while (token.kind() != Token.Kind.END && !token.isSignificant()) {
                token = lexer.next();
            }
            return token.kind() == Token.Kind.WORD
                    && SETTINGS.contains(token.text().toLowerCase(java.util.Locale.ROOT));
        }
    }
}
