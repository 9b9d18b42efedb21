// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.jdbc.UncategorizedSQLException;

import dev.migration.version.table.StateStatement;

/**
 * Writes rows of the state tables: in one message if their values are small, otherwise one by one with parameters.
 *
 * @param role the statement that sets the original role of the session until the transaction ends
 */
record StateRowWriter(MigrationSession session, String role) {

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

    /** If another session holds the lock, the first statement divides by zero and the server stops there. */
    void writeLocked(List<StateStatement> statements, String lockKey) {
        session.send(Stream.concat(
                        Stream.of("SELECT 1 / pg_try_advisory_xact_lock(" + lockKey + ")::int"),
                        statements.stream().flatMap(statement -> statement.inline().stream()))
                .toList());
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
