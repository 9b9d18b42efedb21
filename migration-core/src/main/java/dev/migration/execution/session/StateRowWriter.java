// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.jdbc.UncategorizedSQLException;

import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.StateChangedException;
import dev.migration.version.table.StateStatement;

/**
 * Writes rows of the state tables: in one message if their values are small, otherwise one by one with parameters.
 *
 * @param role the statement that sets the original role of the session until the transaction ends
 */
record StateRowWriter(MigrationSession session, String role) {

    private static final String DIVISION_BY_ZERO = "22012";

    void write(List<StateStatement> statements) {
        List<String> texts = statements.stream()
                .flatMap(statement -> statement.inline().stream())
                .toList();
        if (texts.size() == statements.size()) {
            // Outside a transaction, one message is one transaction (PostgreSQL manual, 54.2.2.1).
            session.send(Stream.concat(Stream.of(role), texts.stream()).toList());
            return;
        }
        try {
            writeWithParameters(statements);
        } catch (SQLException failure) {
            throw new UncategorizedSQLException("state", null, failure);
        }
    }

    /**
     * Takes the migration lock in the same transaction: if another session holds it, the second statement divides by zero and the
     * server stops there.
     *
     * @param statements with small values
     * @throws StateChangedException for this revision, if another session holds the lock
     */
    void writeLocked(List<StateStatement> statements, String lockKey, String revision) {
        try {
            session.send(Stream.concat(
                            Stream.of(role, "SELECT 1 / pg_catalog.pg_try_advisory_xact_lock(" + lockKey + ")::int"),
                            statements.stream()
                                    .map(statement -> statement.inline().orElseThrow()))
                    .toList());
        } catch (UncategorizedSQLException failure) {
            if (DIVISION_BY_ZERO.equals(
                    ServerErrors.in(failure).map(ServerErrors::stateOf).orElse(""))) {
                throw new StateChangedException(revision, "another session took the migration lock");
            }
            throw failure;
        }
    }

    private void writeWithParameters(List<StateStatement> statements) throws SQLException {
        Connection connection = session.connection();
        boolean ownTransaction = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            session.jdbc().execute(role);
            for (StateStatement statement : statements) {
                statement.execute(connection);
            }
            if (ownTransaction) {
                connection.commit();
            }
        } finally {
            statements.forEach(StateStatement::release);
            if (ownTransaction) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
