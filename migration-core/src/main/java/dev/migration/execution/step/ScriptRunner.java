package dev.migration.execution.step;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseConnection;

import dev.migration.execution.failure.Origin;
import dev.migration.execution.failure.StatementFailure;
import dev.migration.script.SqlSection;
import dev.migration.script.Variables;
import dev.migration.sql.SqlInput;
import dev.migration.sql.SqlStatement;
import dev.migration.sql.StatementReader;
import dev.migration.sql.StatementWords;

/** Reads a section statement by statement and hands them to a pipeline; the data of a COPY go to the server directly. */
final class ScriptRunner {

    private final Connection connection;
    private final Variables variables;
    private final Origin origin;

    /** @param origin whose statements it sends */
    ScriptRunner(Connection connection, Variables variables, Origin origin) {
        this.connection = connection;
        this.variables = variables;
        this.origin = origin;
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
            copy(statement, pipeline, server -> receive(server, statement, reader));
        } else if (copiesToStdout(statement)) {
            pipeline.flush();
            copy(statement, pipeline, server -> forget(server, statement));
        } else {
            pipeline.add(new Parcel.Scripted(statement, origin));
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

    /** As psql does with its output, nobody keeps what such a statement gives out. */
    private static boolean copiesToStdout(SqlStatement statement) {
        if (!statement.text().regionMatches(true, 0, "copy", 0, 4)) {
            return false;
        }
        List<String> words = StatementWords.of(statement.text());
        return Collections.indexOfSubList(words, List.of("to", "stdout")) > 0;
    }

    /** Data that travel beside the statement. */
    private interface Transfer {
        void with(BaseConnection server) throws SQLException;
    }

    private void copy(SqlStatement statement, Pipeline pipeline, Transfer transfer)
            throws SQLException, StatementFailure {
        BaseConnection server = connection.unwrap(BaseConnection.class);
        try {
            transfer.with(server);
        } catch (SQLException failure) {
            throw new StatementFailure(statement, statement.position(), origin, failure);
        } finally {
            // For a COPY, the server's messages are kept at the connection; also when it failed.
            pipeline.report(server.getWarnings());
            server.clearWarnings();
        }
    }

    private static void receive(BaseConnection server, SqlStatement statement, StatementReader reader)
            throws SQLException {
        CopyIn copy = server.getCopyAPI().copyIn(statement.text());
        try {
            send(reader, copy);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void forget(BaseConnection server, SqlStatement statement) throws SQLException {
        CopyOut copy = server.getCopyAPI().copyOut(statement.text());
        byte[] row;
        do {
            row = copy.readFromCopy();
        } while (row != null);
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
