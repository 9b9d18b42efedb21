package dev.migration.execution.step;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.postgresql.copy.CopyIn;
import org.postgresql.core.BaseConnection;

import dev.migration.execution.failure.ServerErrors;
import dev.migration.execution.failure.StatementFailure;
import dev.migration.script.SqlSection;
import dev.migration.script.Variables;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;

/** Sends a section to the server, a statement per message, as it is read. */
public final class ScriptRunner {

    private final Connection connection;
    private final Variables variables;
    private final BiConsumer<String, String> serverMessages;

    /** @param serverMessages is given severity and text of what the server says besides results */
    public ScriptRunner(Connection connection, Variables variables, BiConsumer<String, String> serverMessages) {
        this.connection = connection;
        this.variables = variables;
        this.serverMessages = serverMessages;
    }

    public void run(SqlSection section) throws SQLException, StatementFailure {
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
        }
        report(jdbc);
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

    private void report(Statement jdbc) throws SQLException {
        for (SQLWarning warning = jdbc.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            ServerErrors.notice(warning)
                    .ifPresent(notice -> serverMessages.accept(notice.severity(), notice.message()));
        }
        jdbc.clearWarnings();
    }

    private SqlStatement withValues(SqlStatement statement) {
        return new SqlStatement(
                variables.replaceIn(statement.text()), statement.position(), statement.copiesFromStdin());
    }
}
