// SPDX-License-Identifier: Apache-2.0
package dev.migration.test.recording;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.StatementType;
import net.ttddyy.dsproxy.listener.NoOpQueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;

import dev.migration.survival.RecordedStatement;
import dev.migration.survival.StatementFile;

/**
 * Records the statements that an application runs in its tests, for the command {@code survive --statements FILE}: SELECT, INSERT,
 * UPDATE, DELETE, MERGE, VALUES and WITH that succeeded, each text once, with {@code $1} for a parameter. The JDBC escape
 * {@code {call f(?)}} is recorded as the SELECT that the driver sends. Can be used by several threads.
 *
 * <pre>{@code
 * try (StatementRecorder recorder = new StatementRecorder(Path.of("target/statements.sql"))) {
 *     new TicketService(recorder.record(dataSource)).close(ticket);
 * }
 * }</pre>
 *
 * <p>In a test with a Spring application context, the property {@code migration.test.statements=FILE} records the statements of
 * every {@link DataSource} bean, and this class is a bean.
 *
 * <p>Needs {@code net.ttddyy:datasource-proxy} on the class path.
 */
public final class StatementRecorder implements AutoCloseable {

    private final Path file;
    private final Set<Execution> executions = ConcurrentHashMap.newKeySet();
    private final Set<String> statements = ConcurrentHashMap.newKeySet();

    /** A text as the application gives it to JDBC; in a prepared statement, {@code ?} is a parameter. */
    private record Execution(String text, boolean prepared) {}

    /** @param file for the statements; its folder and the file are created by {@link #write()} */
    public StatementRecorder(Path file) {
        this.file = file;
    }

    /** A DataSource with the same connections, whose statements are recorded. Closing it does not close the given one. */
    public DataSource record(DataSource dataSource) {
        return ProxyDataSourceBuilder.create(dataSource)
                .listener(new Listener())
                .build();
    }

    /** What has been recorded, sorted. */
    public SortedSet<String> statements() {
        return new TreeSet<>(statements);
    }

    /**
     * Adds what has been recorded to the file: several processes, and several runs of tests, can share it. It stays sorted, and has
     * each statement once.
     *
     * @throws RecordingException if the file cannot be read or written, or was not written by a recorder
     */
    public void write() {
        new RecordingFile(file).add(statements());
    }

    /** Calls {@link #write()}. */
    @Override
    public void close() {
        write();
    }

    private void record(Connection connection, Execution execution) throws SQLException {
        if (!executions.add(execution)) {
            return;
        }
        String text =
                execution.prepared() ? connection.nativeSQL(CallEscape.asQuery(execution.text())) : execution.text();
        StatementFile.read("a statement of the application", text).statements().stream()
                .map(RecordedStatement::text)
                .forEach(statements::add);
    }

    private final class Listener extends NoOpQueryExecutionListener {

        @Override
        public void afterQuery(ExecutionInfo info, List<QueryInfo> queries) {
            if (!info.isSuccess()) {
                return;
            }
            try {
                Connection connection = info.getStatement().getConnection();
                for (QueryInfo query : queries) {
                    record(
                            connection,
                            new Execution(query.getQuery(), info.getStatementType() != StatementType.STATEMENT));
                }
            } catch (SQLException failure) {
                throw new IllegalStateException("A statement cannot be recorded: " + failure.getMessage(), failure);
            }
        }
    }
}
