package dev.migration.execution.report;

import java.sql.SQLException;

import dev.migration.sql.Position;
import dev.migration.sql.SqlStatement;

/** Carries a failed statement and the place in its script to where the report is written. */
public final class StatementFailure extends Exception {

    private final transient SqlStatement statement;
    private final transient Position position;
    private final transient StatementSource origin;

    /** @param position where the server found the fault, else where the statement begins */
    public StatementFailure(SqlStatement statement, Position position, StatementSource origin, SQLException cause) {
        super(cause);
        this.statement = statement;
        this.position = position;
        this.origin = origin;
    }

    public SqlStatement statement() {
        return statement;
    }

    public StatementSource origin() {
        return origin;
    }

    public Position position() {
        return position;
    }
}
