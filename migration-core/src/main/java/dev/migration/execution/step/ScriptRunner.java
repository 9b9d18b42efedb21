package dev.migration.execution.step;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

import org.postgresql.copy.CopyIn;
import org.postgresql.core.BaseConnection;

import dev.migration.execution.failure.StatementFailure;
import dev.migration.script.SqlSection;
import dev.migration.script.Variables;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;

/** Reads a section statement by statement and hands them to a pipeline; the data of a COPY go to the server directly. */
final class ScriptRunner {

    private final Connection connection;
    private final Variables variables;
    private final String source;

    /** @param source the file whose statements it sends */
    ScriptRunner(Connection connection, Variables variables, String source) {
        this.connection = connection;
        this.variables = variables;
        this.source = source;
    }

    /** Its last statements may still wait in the pipeline afterwards. */
    void run(SqlSection section, Pipeline pipeline) throws Exception {
        BaseConnection server = connection.unwrap(BaseConnection.class);
        try (SqlInput input = section.open()) {
            StatementReader reader = new StatementReader(input, section.start(), server::getStandardConformingStrings);
            for (Optional<SqlStatement> statement = next(reader); statement.isPresent(); statement = next(reader)) {
                send(statement.get(), reader, pipeline);
            }
        }
    }

    /** The next statement, with the values of variables in place. */
    Optional<SqlStatement> next(StatementReader reader) {
        return reader.next().map(this::withValues);
    }

    /** Hands a statement that was just read to the pipeline. */
    void send(SqlStatement statement, StatementReader reader, Pipeline pipeline) throws Exception {
        if (statement.copiesFromStdin()) {
            pipeline.flush();
            copy(statement, reader, pipeline);
        } else {
            pipeline.add(new Parcel.Scripted(statement, source));
            if (changesTheLexer(statement)) {
                pipeline.flush();
            }
        }
    }

    /** What follows is read in another way, here and by the server, so it must not travel in the same message. */
    private static boolean changesTheLexer(SqlStatement statement) {
        String text = statement.text();
        // Also DO blocks, calls of set_config and RESET ALL; a long text is not searched but sent.
        return text.length() > 10_000
                || text.toLowerCase(Locale.ROOT).contains("standard_conforming_strings")
                || text.toLowerCase(Locale.ROOT).startsWith("reset");
    }

    private void copy(SqlStatement statement, StatementReader reader, Pipeline pipeline)
            throws SQLException, StatementFailure {
        BaseConnection server = connection.unwrap(BaseConnection.class);
        try {
            CopyIn copy = server.getCopyAPI().copyIn(statement.text());
            try {
                send(reader, copy);
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException failure) {
            throw new StatementFailure(statement, statement.position(), source, failure);
        } finally {
            // For a COPY, the server's messages are kept at the connection; also when it failed.
            pipeline.report(server.getWarnings());
            server.clearWarnings();
        }
    }

    private static void send(StatementReader reader, CopyIn copy) throws SQLException {
        for (Optional<String> line = reader.copyLine(); line.isPresent(); line = reader.copyLine()) {
            byte[] bytes = (line.get() + "\n").getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
        }
        copy.endCopy();
    }

    private SqlStatement withValues(SqlStatement statement) {
        return new SqlStatement(
                variables.replaceIn(statement.text()), statement.position(), statement.copiesFromStdin());
    }
}
