package dev.migration.execution.statement;

import java.util.Optional;

import dev.migration.script.ScriptOptions;
import dev.migration.sql.NonTransactionalStatement;
import dev.migration.sql.Position;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementKind;
import dev.migration.sql.StatementReader;
import dev.migration.sql.StatementWords;

/** Where a script that does not fit into one transaction is cut (ADR 12). */
public final class Segments {

    private final ScriptOptions options;

    public Segments(ScriptOptions options) {
        this.options = options;
    }

    /** The text of the first pieces; the whole text when it has no more than that. */
    public String first(int count, String text) {
        StatementReader reader = new StatementReader(SqlInput.of(text), Position.START, () -> true);
        Optional<SqlStatement> next = reader.next();
        for (int piece = 0; piece < count && next.isPresent(); piece++) {
            boolean ends;
            do {
                ends = end(next.get());
                next = reader.next();
            } while (!ends && next.isPresent() && !isAlone(next.get()));
        }
        return next.map(statement ->
                        text.substring(0, Math.toIntExact(statement.position().offset())))
                .orElse(text);
    }

    /** Whether a statement is a piece of its own, outside transactions. */
    public boolean isAlone(SqlStatement statement) {
        boolean lone = StatementKind.of(StatementWords.of(statement.text())) == StatementKind.NON_TRANSACTIONAL;
        return lone || (options.statementByStatement() && NonTransactionalStatement.mayCommit(statement.text()));
    }

    /** Whether another piece begins behind a statement. */
    public boolean end(SqlStatement statement) {
        return options.statementByStatement()
                || isAlone(statement)
                || StatementWords.requireCommit(StatementWords.of(statement.text()));
    }
}
