// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.springframework.jdbc.UncategorizedSQLException;

import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.session.IdleLimit;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.SimpleProtocol;
import dev.migration.execution.statement.ReadingFailure;
import dev.migration.execution.statement.StatementSink;
import dev.migration.execution.statement.StepStatement;
import dev.migration.sql.StatementReader;
import dev.migration.version.table.ServerEncoding;
import dev.migration.version.table.StateStatement;

/** Buffers statements and sends many of them in one message, in order. */
public final class StatementPipeline implements StatementSink {

    private static final int MOST_STATEMENTS = 1_000;
    private static final int MOST_CHARACTERS = 256 * 1024;

    private final MigrationSession session;
    private final SimpleProtocol.NoticeListener notices;
    private final DriverSettings driver;
    private final List<StepStatement> buffer = new ArrayList<>();
    private @Nullable StatementObserver observer;
    private int characters;
    private boolean stoppable = true;
    private boolean single;
    private boolean readsBackslashes;
    private boolean mayChangeReading;

    /** @param driver keeps the driver settings that earlier messages changed */
    StatementPipeline(MigrationSession session, DriverSettings driver, SimpleProtocol.NoticeListener notices) {
        this.session = session;
        this.driver = driver;
        this.notices = notices;
    }

    /**
     * A pipeline for scripts that must not end their transaction: the server itself refuses a text in which the lexer did not see
     * that it has several statements.
     */
    public static StatementPipeline ofSingleStatements(
            MigrationSession session, SimpleProtocol.NoticeListener notices, StatementObserver observer) {
        StatementPipeline pipeline = new StatementPipeline(session, new DriverSettings(), notices).observedBy(observer);
        pipeline.single = true;
        return pipeline;
    }

    /** Sends each statement of a script in a message of its own from now on, and reports each message by its last statement. */
    StatementPipeline observedBy(StatementObserver listener) {
        observer = listener;
        return this;
    }

    /** The same pipeline for what must be recorded although a stop was requested, because the database has it already. */
    StatementPipeline recording() {
        stoppable = false;
        return this;
    }

    /** Adds a statement to the next message, and sends the message if it is large enough. */
    @Override
    public void add(StepStatement statement) throws Exception {
        if (statement instanceof StepStatement.Scripted scripted) {
            requireReading(scripted);
        }
        if (IdleLimit.isLarge(statement.sql().length())) {
            flush();
        }
        buffer(statement);
        if (buffer.size() >= MOST_STATEMENTS || characters >= MOST_CHARACTERS) {
            flush();
        }
    }

    /** Adds a statement to the next message. */
    void buffer(StepStatement statement) {
        buffer.add(statement);
        characters += statement.sql().length();
        mayChangeReading |= mayChangeReading(statement);
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
        ServerEncoding encoding = SimpleProtocol.encoding(session.connection());
        Set<String> replaced = new TreeSet<>();
        try {
            for (StateStatement row : rows) {
                Optional<String> inline = row.in(encoding, replaced).inline();
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
        if (!replaced.isEmpty()) {
            notices.on(new ServerErrors.Notice("WARNING", "01000", encoding.warning(replaced)));
        }
    }

    /**
     * The server parses a message as a whole, before it executes the first statement: a statement with a backslash must not be in
     * one message with a statement that may change the setting. Many INSERTs stay in one message; the server checks between them
     * that the setting is still the same.
     */
    @Override
    public boolean readsBackslashesAsTheyAre() {
        if (mayChangeReading) {
            try {
                flush();
            } catch (Exception failure) {
                throw new ReadingFailure(failure);
            }
        }
        readsBackslashes = true;
        return server().getStandardConformingStrings();
    }

    private static boolean mayChangeReading(StepStatement statement) {
        boolean isInsert = statement.sql().regionMatches(true, 0, "insert", 0, 6);
        return statement instanceof StepStatement.Scripted
                ? !isInsert
                : statement.sql().startsWith("RESET ALL");
    }

    private void requireReading(StepStatement.Scripted next) {
        boolean afterInserts = buffer.stream().anyMatch(StepStatement.Scripted.class::isInstance);
        if (readsBackslashes && afterInserts) {
            buffer(StepStatement.Condition.reading(next, server().getStandardConformingStrings()));
        }
        readsBackslashes = false;
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
        if (stoppable) {
            session.stop().check();
        }
        List<StepStatement> statements = List.copyOf(buffer);
        buffer.clear();
        characters = 0;
        mayChangeReading = false;
        if (observer == null) {
            send(driver.around(statements));
            return;
        }
        for (List<StepStatement> message : MessageParts.observed(statements)) {
            session.stop().check();
            observe(message.get(message.size() - 1), () -> send(driver.around(message)));
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

    private void send(List<StepStatement> message) throws Exception {
        long length = message.stream().mapToLong(part -> part.sql().length()).sum();
        Message sent = new Message(session.connection(), notices);
        boolean alone = single && message.size() == 1 && message.get(0) instanceof StepStatement.Scripted;
        IdleLimit.whileSending(session, length, () -> {
            if (alone) {
                sent.sendSingle(message.get(0));
            } else {
                sent.send(message);
            }
        });
    }
}
