// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
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
import dev.migration.version.table.ServerEncoding;

/**
 * Sends statements in one message of the simple query protocol (PostgreSQL manual, 54.2.2.1 "Multiple Statements in a Simple
 * Query"): one round trip for any number of statements, several times faster than the extended protocol.
 *
 * <p>The query parser of the driver is bypassed, because it splits the text at semicolons and does not recognize the end of a
 * {@code BEGIN ATOMIC} body. Only the server decides where a statement ends; the text is sent unchanged.
 */
public final class SimpleProtocol {

    private static final String SEPARATOR = ";\n";

    /** The driver sends no BEGIN of its own, and reports the end of each statement, with or without rows. */
    private static final int FLAGS = QueryExecutor.QUERY_EXECUTE_AS_SIMPLE
            | QueryExecutor.QUERY_SUPPRESS_BEGIN
            | QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS;

    /** A cursor, because the driver ends a query after its first row if no results are wanted. */
    private static final int SINGLE = QueryExecutor.QUERY_ONESHOT
            | QueryExecutor.QUERY_SUPPRESS_BEGIN
            | QueryExecutor.QUERY_FORWARD_CURSOR
            | QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS;

    private static final int ROWS = 1_000;

    private SimpleProtocol() {}

    /** Receives the notices and values of the server. */
    @FunctionalInterface
    public interface NoticeListener {
        void on(ServerErrors.Notice notice);

        /**
         * The first column of the last row of a statement.
         *
         * @param statement the index of the statement, from 0; exact if each text before it is one statement
         */
        default void onValue(int statement, String value) {}
    }

    /**
     * Sends the statements and discards the rows that they return, one by one as they arrive: nobody needs the rows of a script,
     * and there may be more of them than fit into memory.
     *
     * @throws BatchFailure if a statement failed; the statements after it did not run
     */
    public static void sendDiscardingRows(Connection connection, List<String> statements, NoticeListener notices)
            throws BatchFailure, SQLException {
        send(connection, statements, new Answers(notices), FLAGS | QueryExecutor.QUERY_NO_RESULTS);
    }

    /**
     * Sends the statements and waits for the last result.
     *
     * @return the first column of the last row, or empty if no statement returned a row
     * @throws BatchFailure if a statement failed; the statements after it did not run
     */
    public static Optional<String> send(Connection connection, List<String> statements, NoticeListener notices)
            throws BatchFailure, SQLException {
        Answers answers = new Answers(notices);
        send(connection, statements, answers, FLAGS);
        return Optional.ofNullable(answers.lastValue);
    }

    /**
     * Sends one statement by the extended protocol, in which the server itself refuses a text that has several, and discards its rows,
     * a part at a time. The connection is in a transaction.
     *
     * @throws BatchFailure if it failed
     */
    public static void sendSingle(Connection connection, String statement, NoticeListener notices)
            throws BatchFailure, SQLException {
        QueryExecutor executor = connection.unwrap(BaseConnection.class).getQueryExecutor();
        Query query = executor.wrap(List.of(new NativeQuery(statement, new int[0], false, SqlCommand.BLANK)));
        Answers answers = new Answers(notices);
        try {
            executor.execute(query, null, answers, 0, ROWS, SINGLE);
            for (ResultCursor rest = answers.takeRest(); rest != null; rest = answers.takeRest()) {
                executor.fetch(rest, answers, ROWS, true);
            }
        } catch (SQLException failure) {
            throw located(failure, List.of(statement), 0);
        }
    }

    private static void send(Connection connection, List<String> statements, Answers answers, int flags)
            throws BatchFailure, SQLException {
        QueryExecutor executor = connection.unwrap(BaseConnection.class).getQueryExecutor();
        Query query = executor.wrap(List.of(new NativeQuery(String.join(SEPARATOR, statements), SqlCommand.BLANK)));
        try {
            executor.execute(query, null, answers, 0, 0, flags);
        } catch (SQLException failure) {
            throw located(failure, statements, answers.done);
        }
    }

    /** The encoding of the database, as the server reported it when the connection was opened. */
    public static ServerEncoding encoding(Connection connection) throws SQLException {
        String reported = connection.unwrap(PGConnection.class).getParameterStatus("server_encoding");
        // A pooler may not pass it on.
        return reported == null ? ServerEncoding.ascii() : ServerEncoding.of(reported);
    }

    /**
     * The server counts the position of an error from the start of the message. Without a position, the failed statement is the
     * first one that did not end.
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
        private @Nullable ResultCursor rest;

        Answers(NoticeListener notices) {
            this.notices = notices;
        }

        /** The cursor of the rows that have not arrived; null if there are none. */
        @Nullable
        ResultCursor takeRest() {
            ResultCursor taken = rest;
            rest = null;
            return taken;
        }

        @Override
        public void handleResultRows(Query from, Field[] fields, List<Tuple> rows, @Nullable ResultCursor cursor) {
            rest = cursor;
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
