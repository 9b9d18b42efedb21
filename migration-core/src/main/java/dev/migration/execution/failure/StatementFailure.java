package dev.migration.execution.failure;

import java.sql.SQLException;

import dev.migration.sql.Position;
import dev.migration.sql.SqlStatement;

/** Carries a failed statement and the place in its script to where the report is written. */
public final class StatementFailure extends Exception {

    private final transient SqlStatement statement;
    private final transient Position position;
    private final String source;

    /**
     * @param position where the server found the fault, else where the statement begins
     * @param source the file that it is in: the revision's, or that of a hook
     */
    public StatementFailure(SqlStatement statement, Position position, String source, SQLException cause) {
        super(cause);
        this.statement = statement;
        this.position = position;
        this.source = source;
    }

    public SqlStatement statement() {
        return statement;
    }

    public String source() {
        return source;
    }

    public Position position() {
        return position;
    }
}
