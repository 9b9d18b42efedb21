package dev.migration.execution.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.jdbc.UncategorizedSQLException;

import dev.migration.version.StateStatement;

/** Writes rows of the state: in one message where their values are small, else one by one with parameters. */
final class StateRowWriter {

    private final MigrationSession session;
    private final String role;

    /** @param role the statement that takes the role which the session began with, until the transaction ends */
    StateRowWriter(MigrationSession session, String role) {
        this.session = session;
        this.role = role;
    }

    void write(List<StateStatement> statements) {
        List<String> texts = statements.stream()
                .flatMap(statement -> statement.inline().stream())
                .toList();
        if (texts.size() == statements.size()) {
            // Outside a transaction, a message is one of its own (PostgreSQL manual, 54.2.2.1).
            session.send(Stream.concat(Stream.of(role), texts.stream()).toList());
            return;
        }
        try {
            writeApart(statements);
        } catch (SQLException failure) {
            throw new UncategorizedSQLException("state", null, failure);
        }
    }

    /** The server divides by zero, and stops there, where the lock is not to be had. */
    void writeLocked(List<StateStatement> statements, String lockKey) {
        session.send(Stream.concat(
                        Stream.of("SELECT 1 / pg_try_advisory_xact_lock(" + lockKey + ")::int"),
                        statements.stream().flatMap(statement -> statement.inline().stream()))
                .toList());
    }

    private void writeApart(List<StateStatement> statements) throws SQLException {
        Connection connection = session.connection();
        boolean alone = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            session.jdbc().execute(role);
            for (StateStatement statement : statements) {
                statement.execute(connection);
            }
            if (alone) {
                connection.commit();
            }
        } finally {
            statements.forEach(StateStatement::release);
            if (alone) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
