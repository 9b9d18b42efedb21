package dev.migration.execution.failure;

import java.sql.SQLException;

import dev.migration.sql.Position;
import dev.migration.sql.SqlStatement;

/** Carries a failed statement and the place in its script to where the report is written. */
public final class StatementFailure extends Exception {

    private final transient SqlStatement statement;

    public StatementFailure(SqlStatement statement, SQLException cause) {
        super(cause);
        this.statement = statement;
    }

    public SqlStatement statement() {
        return statement;
    }

    /** Where the server found the fault, else where the statement begins. */
    public Position position() {
        return ServerErrors.in(this)
                .flatMap(ServerErrors::position)
                .map(position -> statement.position().within(statement.text(), position - 1))
                .orElse(statement.position());
    }
}
