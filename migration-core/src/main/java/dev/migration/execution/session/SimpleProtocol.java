package dev.migration.execution.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.Tuple;

import dev.migration.execution.report.BatchFailure;
import dev.migration.execution.report.ServerErrors;

/**
 * Sends statements in one message of the simple query protocol (PostgreSQL manual, 54.2.2.1 "Multiple Statements in a Simple
 * Query"): one round trip, however many they are, and several times quicker than the extended protocol.
 *
 * <p>The driver's own way from text to message is left out, because it cuts the text at semicolons by rules of its own (it
 * does not see where a {@code BEGIN ATOMIC} body ends). Here the server alone decides where a statement ends; the driver's query
 * is made from the text as it is.
 */
public final class SimpleProtocol {

    private static final String SEPARATOR = ";\n";

    /** The driver sends no BEGIN of its own, and tells of each statement that it is done, with or without rows. */
    private static final int FLAGS = QueryExecutor.QUERY_EXECUTE_AS_SIMPLE
            | QueryExecutor.QUERY_SUPPRESS_BEGIN
            | QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS;

    private SimpleProtocol() {}

    /** Hears what the server says besides results. */
    @FunctionalInterface
    public interface NoticeListener {
        void on(ServerErrors.Notice notice);

        /**
         * The first column of the last row of a statement.
         *
         * @param statement which one, from 0; exact as long as each text before it is one statement
         */
        default void onValue(int statement, String value) {}
    }

    /**
     * Sends the statements and waits for the last answer.
     *
     * @return the first column of the last row that came back, if one did
     * @throws BatchFailure if one of them failed; those after it did not run
     */
    public static Optional<String> send(Connection connection, List<String> statements, NoticeListener notices)
            throws BatchFailure, SQLException {
        QueryExecutor executor = connection.unwrap(BaseConnection.class).getQueryExecutor();
        Query query = executor.wrap(List.of(new NativeQuery(String.join(SEPARATOR, statements), SqlCommand.BLANK)));
        Answers answers = new Answers(notices);
        try {
            executor.execute(query, null, answers, 0, 0, FLAGS);
        } catch (SQLException failure) {
            throw located(failure, statements, answers.done);
        }
        return Optional.ofNullable(answers.lastValue);
    }

    /**
     * The server counts the position of a fault from the start of the message. Without a position, the failed statement is the
     * first that was not done.
     */
    private static BatchFailure located(SQLException failure, List<String> statements, int done) {
        int left = ServerErrors.position(failure).orElse(0);
        if (left > 0) {
            for (int index = 0; index < statements.size(); index++) {
                int length = statements
                        .get(index)
                        .codePointCount(0, statements.get(index).length());
                if (left <= length + 1) {
                    return new BatchFailure(index, left, failure);
                }
                left -= length + SEPARATOR.length();
            }
        }
        return new BatchFailure(Math.min(done, statements.size() - 1), 0, failure);
    }

    private static final class Answers extends ResultHandlerBase {

        private final NoticeListener notices;
        private int done;
        private @Nullable String lastValue;

        Answers(NoticeListener notices) {
            this.notices = notices;
        }

        @Override
        public void handleResultRows(Query from, Field[] fields, List<Tuple> rows, @Nullable ResultCursor cursor) {
            byte[] value = rows.isEmpty() || fields.length == 0
                    ? null
                    : rows.get(rows.size() - 1).get(0);
            lastValue = value == null ? null : new String(value, java.nio.charset.StandardCharsets.UTF_8);
            if (lastValue != null) {
                notices.onValue(done, lastValue);
            }
        }

        @Override
        public void handleCommandStatus(String status, long count, long oid) {
            done++;
        }

        @Override
        public void handleWarning(SQLWarning warning) {
            ServerErrors.notice(warning).ifPresent(notices::on);
        }
    }
}
