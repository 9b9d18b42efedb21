package dev.migration.execution.failure;

import java.sql.SQLException;
import java.util.Optional;

import dev.migration.script.RepeatableScript;
import dev.migration.sql.Position;
import dev.migration.sql.SqlStatement;

/** Carries a failed statement and the place in its script to where the report is written. */
public final class StatementFailure extends Exception {

    private final transient SqlStatement statement;
    private final transient Position position;
    private final transient Optional<RepeatableScript> repeatable;

    /** @param position where the server found the fault, else where the statement begins */
    public StatementFailure(SqlStatement statement, Position position, SQLException cause) {
        this(statement, position, Optional.empty(), cause);
    }

    /** @param repeatable the repeatable it stands in; empty when it stands in the script of the step */
    public StatementFailure(
            SqlStatement statement, Position position, Optional<RepeatableScript> repeatable, SQLException cause) {
        super(cause);
        this.statement = statement;
        this.position = position;
        this.repeatable = repeatable;
    }

    /** The repeatable it stands in, if it does. */
    public Optional<RepeatableScript> repeatable() {
        return repeatable;
    }

    public SqlStatement statement() {
        return statement;
    }

    public Position position() {
        return position;
    }
}
