// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.report;

import java.sql.SQLException;

import dev.migration.sql.Position;
import dev.migration.sql.SqlStatement;

/** A failed statement with its position in the script. */
public final class StatementFailure extends Exception {

    private final transient SqlStatement statement;
    private final transient Position position;
    private final transient StatementSource origin;

    /** @param position the position of the error, or the begin of the statement if the server reports none */
    public StatementFailure(SqlStatement statement, Position position, StatementSource origin, SQLException cause) {
        super(cause);
        this.statement = statement;
        this.position = position;
        this.origin = origin;
    }

    /** The same place with another cause. */
    public StatementFailure because(SQLException cause) {
        return new StatementFailure(statement, position, origin, cause);
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
