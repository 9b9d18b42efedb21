package dev.migration.execution;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.BaseConnection;

import dev.migration.script.SqlSection;
import dev.migration.script.Variables;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;

/** Sends a section to the server, a statement per message, as it is read. */
final class ScriptRunner {

    private final Connection connection;
    private final Variables variables;
    private final BiConsumer<String, String> serverMessages;

    /** @param serverMessages is given severity and text of what the server says besides results */
    ScriptRunner(Connection connection, Variables variables, BiConsumer<String, String> serverMessages) {
        this.connection = connection;
        this.variables = variables;
        this.serverMessages = serverMessages;
    }

    void run(SqlSection section) throws SQLException, StatementFailure {
        BaseConnection server = connection.unwrap(BaseConnection.class);
        try (SqlInput input = section.open();
                Statement jdbc = connection.createStatement()) {
            // Braces and question marks belong to PostgreSQL: JDBC must not read them as its own.
            jdbc.setEscapeProcessing(false);
            StatementReader reader = new StatementReader(input, section.start(), server::getStandardConformingStrings);
            for (Optional<SqlStatement> next = reader.next(); next.isPresent(); next = reader.next()) {
                SqlStatement statement = withValues(next.get());
                run(statement, reader, jdbc, server);
            }
        }
    }

    private void run(SqlStatement statement, StatementReader reader, Statement jdbc, BaseConnection server)
            throws SQLException, StatementFailure {
        try {
            if (statement.copiesFromStdin()) {
                copy(statement, reader, server);
            } else {
                jdbc.execute(statement.text());
            }
        } catch (SQLException failure) {
            throw new StatementFailure(statement, failure);
        } finally {
            report(jdbc, server);
        }
    }

    private static void copy(SqlStatement statement, StatementReader reader, BaseConnection server)
            throws SQLException {
        CopyIn copy = server.getCopyAPI().copyIn(statement.text());
        try {
            for (Optional<String> line = reader.copyLine(); line.isPresent(); line = reader.copyLine()) {
                byte[] bytes = (line.get() + "\n").getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(bytes, 0, bytes.length);
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** What the server said about a statement, also one that failed; for a COPY it says it to the connection. */
    private void report(Statement jdbc, BaseConnection server) throws SQLException {
        report(jdbc.getWarnings());
        jdbc.clearWarnings();
        report(server.getWarnings());
        server.clearWarnings();
    }

    private void report(@Nullable SQLWarning first) {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            ServerErrors.notice(warning)
                    .ifPresent(notice -> serverMessages.accept(notice.severity(), notice.message()));
        }
    }

    private SqlStatement withValues(SqlStatement statement) {
        return new SqlStatement(
                variables.replaceIn(statement.text()), statement.position(), statement.copiesFromStdin());
    }
}
