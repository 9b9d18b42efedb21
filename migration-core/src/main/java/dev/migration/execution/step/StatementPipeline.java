package dev.migration.execution.step;

import java.sql.SQLException;
import java.sql.SQLWarning;
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
import dev.migration.version.StateStatement;

/** Gathers statements and sends as many as are worth it in one message, in order. */
final class StatementPipeline implements StatementSink {

    private static final int MOST_STATEMENTS = 1_000;
    private static final int MOST_CHARACTERS = 256 * 1024;

    private final MigrationSession session;
    private final SimpleProtocol.NoticeListener notices;
    private final DriverSettings driver;
    private final List<StepStatement> waiting = new ArrayList<>();
    private int characters;

    /** @param driver knows what the messages before did to the driver's settings */
    StatementPipeline(MigrationSession session, DriverSettings driver, SimpleProtocol.NoticeListener notices) {
        this.session = session;
        this.driver = driver;
        this.notices = notices;
    }

    /** Sends it with the next message; now, if that is large enough. */
    @Override
    public void add(StepStatement parcel) throws Exception {
        waiting.add(parcel);
        characters += parcel.sql().length();
        if (waiting.size() >= MOST_STATEMENTS || characters >= MOST_CHARACTERS) {
            flush();
        }
    }

    /**
     * Sends what waits, what must hold before the rows are written, and the rows that end the transaction.
     */
    @Override
    public void finish(List<StepStatement> before, List<StateStatement> rows) throws Exception {
        addAll(before);
        addRows(rows);
        for (String statement : session.farewell()) {
            add(new StepStatement.Ours(statement));
        }
        flush();
    }

    @Override
    public void addRows(List<StateStatement> rows) throws Exception {
        for (StateStatement row : rows) {
            Optional<String> inline = row.inline();
            if (inline.isPresent()) {
                add(new StepStatement.Ours(inline.get()));
            } else {
                flush();
                session.write(List.of(row));
            }
        }
    }

    @Override
    public boolean readsBackslashesAsTheyAre() {
        return server().getStandardConformingStrings();
    }

    @Override
    public void copyIn(StepStatement.Scripted copy, StatementReader data) throws SQLException, StatementFailure {
        copy(copy, () -> CopyTransfer.in(server(), copy.sql(), data));
    }

    @Override
    public void copyOut(StepStatement.Scripted copy) throws SQLException, StatementFailure {
        copy(copy, () -> CopyTransfer.out(server(), copy.sql()));
    }

    private void copy(StepStatement.Scripted copy, CopyTransfer transfer) throws SQLException, StatementFailure {
        try {
            transfer.run();
        } catch (SQLException failure) {
            throw new StatementFailure(copy.statement(), copy.statement().position(), copy.origin(), failure);
        } finally {
            // For a COPY, the server's messages are kept at the connection; also when it failed.
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

    /** Hears what the server said about a statement that did not travel in a message. */
    private void report(@Nullable SQLWarning first) {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            ServerErrors.notice(warning).ifPresent(notices::on);
        }
    }

    /**
     * Sends what waits.
     *
     * @throws Exception what the parcel that failed makes of it
     */
    @Override
    public void flush() throws Exception {
        if (waiting.isEmpty()) {
            return;
        }
        session.stop().check();
        List<StepStatement> sent = driver.around(List.copyOf(waiting));
        waiting.clear();
        characters = 0;
        send(sent);
    }

    /** Sends a statement in a message of its own, because it runs outside transactions only. */
    void sendAlone(StepStatement parcel) throws Exception {
        flush();
        session.stop().check();
        send(List.of(parcel));
    }

    private void send(List<StepStatement> sent) throws Exception {
        try {
            SimpleProtocol.send(
                    session.connection(), sent.stream().map(StepStatement::sql).toList(), new Answers(sent));
        } catch (BatchFailure failure) {
            throw sent.get(failure.index()).explain(failure);
        }
    }

    /** Gives each parcel that asked its answer. */
    private final class Answers implements SimpleProtocol.NoticeListener {

        private final List<StepStatement> sent;

        Answers(List<StepStatement> sent) {
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
