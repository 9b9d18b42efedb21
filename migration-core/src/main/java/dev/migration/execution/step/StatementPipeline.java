// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.springframework.jdbc.UncategorizedSQLException;

import dev.migration.execution.report.BatchFailure;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.SimpleProtocol;
import dev.migration.execution.statement.StatementSink;
import dev.migration.execution.statement.StepStatement;
import dev.migration.sql.StatementReader;
import dev.migration.version.table.StateStatement;

/** Buffers statements and sends many of them in one message, in order. */
final class StatementPipeline implements StatementSink {

    private static final int MOST_STATEMENTS = 1_000;
    private static final int MOST_CHARACTERS = 256 * 1024;

    private final MigrationSession session;
    private final SimpleProtocol.NoticeListener notices;
    private final DriverSettings driver;
    private final List<StepStatement> buffer = new ArrayList<>();
    private @Nullable StatementObserver observer;
    private int characters;

    /** @param driver keeps the driver settings that earlier messages changed */
    StatementPipeline(MigrationSession session, DriverSettings driver, SimpleProtocol.NoticeListener notices) {
        this.session = session;
        this.driver = driver;
        this.notices = notices;
    }

    /** Sends each statement in a message of its own from now on, and reports it. */
    StatementPipeline observedBy(StatementObserver listener) {
        observer = listener;
        return this;
    }

    /** Adds a statement to the next message, and sends the message if it is large enough. */
    @Override
    public void add(StepStatement statement) throws Exception {
        buffer.add(statement);
        characters += statement.sql().length();
        if (buffer.size() >= MOST_STATEMENTS || characters >= MOST_CHARACTERS) {
            flush();
        }
    }

    /**
     * Sends the buffered statements, the conditions that must hold before the rows are written, and the rows that end the
     * transaction.
     */
    @Override
    public void finish(List<StepStatement> before, List<StateStatement> rows) throws Exception {
        try {
            addAll(before);
        } catch (Exception failure) {
            rows.forEach(StateStatement::release);
            throw failure;
        }
        addRows(rows);
        for (String statement : session.transactionEndStatements()) {
            add(new StepStatement.Ours(statement));
        }
        flush();
    }

    @Override
    public void addRows(List<StateStatement> rows) throws Exception {
        try {
            for (StateStatement row : rows) {
                Optional<String> inline = row.inline();
                if (inline.isPresent()) {
                    add(new StepStatement.Proven(inline.get()));
                } else {
                    flush();
                    session.writeInTransaction(row);
                }
            }
        } finally {
            // A large text is in a temporary file, also if the statements before it failed.
            rows.forEach(StateStatement::release);
        }
    }

    @Override
    public boolean readsBackslashesAsTheyAre() {
        return server().getStandardConformingStrings();
    }

    @Override
    public void copyIn(StepStatement.Scripted copy, StatementReader data) throws Exception {
        observe(copy, () -> copy(copy, () -> CopyTransfer.in(server(), copy.sql(), data)));
    }

    @Override
    public void copyOut(StepStatement.Scripted copy) throws Exception {
        observe(copy, () -> copy(copy, () -> CopyTransfer.out(server(), copy.sql())));
    }

    private void copy(StepStatement.Scripted copy, CopyTransfer transfer) throws SQLException, StatementFailure {
        try {
            transfer.run();
        } catch (SQLException failure) {
            throw new StatementFailure(copy.statement(), copy.statement().position(), copy.origin(), failure);
        } finally {
            // The driver keeps the notices of a COPY at the connection, also if the COPY failed.
            report(server().getWarnings());
            server().clearWarnings();
        }
    }

    private BaseConnection server() {
        try {
            return session.connection().unwrap(BaseConnection.class);
        } catch (SQLException failure) {
            throw new UncategorizedSQLException("connection", null, failure);
        }
    }

    /** Reports the notices of a statement that was not sent in a message of this pipeline. */
    private void report(@Nullable SQLWarning first) {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            ServerErrors.notice(warning).ifPresent(notices::on);
        }
    }

    /**
     * Sends the buffered statements.
     *
     * @throws Exception see {@link StepStatement#explain}
     */
    @Override
    public void flush() throws Exception {
        if (buffer.isEmpty()) {
            return;
        }
        session.stop().check();
        List<StepStatement> statements = List.copyOf(buffer);
        buffer.clear();
        characters = 0;
        if (observer == null) {
            send(driver.around(statements));
            return;
        }
        for (StepStatement statement : statements) {
            session.stop().check();
            observe(statement, () -> send(driver.around(List.of(statement))));
        }
    }

    /** Sends a statement in a message of its own, because it cannot run in a transaction. */
    void sendAlone(StepStatement statement) throws Exception {
        flush();
        session.stop().check();
        observe(statement, () -> send(List.of(statement)));
    }

    private void observe(StepStatement statement, StepTransaction.Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        if (observer != null) {
            observer.executed(statement, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private void send(List<StepStatement> sent) throws Exception {
        try {
            SimpleProtocol.send(
                    session.connection(), sent.stream().map(StepStatement::sql).toList(), new Results(sent));
        } catch (BatchFailure failure) {
            throw sent.get(failure.index()).explain(failure);
        }
    }

    /** Passes the value of each {@link StepStatement.Number} to its listener. */
    private final class Results implements SimpleProtocol.NoticeListener {

        private final List<StepStatement> sent;

        Results(List<StepStatement> sent) {
            this.sent = sent;
        }

        @Override
        public void on(ServerErrors.Notice notice) {
            notices.on(notice);
        }

        @Override
        public void onValue(int statement, String value) {
            if (statement < sent.size() && sent.get(statement) instanceof StepStatement.Number number) {
                number.listener().accept(value);
            }
        }
    }
}
