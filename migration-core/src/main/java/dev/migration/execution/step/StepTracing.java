// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.sql.SQLException;
import java.time.Duration;

import org.springframework.jdbc.UncategorizedSQLException;

import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.statement.StepStatement;
import dev.migration.sql.Position;
import dev.migration.sql.SqlStatement;
import dev.migration.trace.ServerMessage;
import dev.migration.trace.TracedStatement;
import dev.migration.trace.Tracer;

/** Passes the statements of one step to a tracer, on the session that runs them. */
record StepTracing(Tracer tracer, MigrationSession session, String revision) implements StatementObserver {

    @Override
    public void executed(StepStatement statement, Duration duration) {
        if (statement instanceof StepStatement.Scripted scripted) {
            read(new TracedStatement(revision, scripted.origin().source(), scripted.statement()), duration);
        } else {
            tracer.passed();
        }
    }

    /** The code of a Java revision has run. */
    void code(String source, Duration duration) {
        read(new TracedStatement(revision, source, new SqlStatement("", Position.START, false)), duration);
    }

    void message(ServerErrors.Notice notice) {
        tracer.message(new ServerMessage(notice.severity(), notice.state(), notice.message()));
    }

    private void read(TracedStatement statement, Duration duration) {
        try {
            tracer.executed(session.connection(), statement, duration);
        } catch (SQLException failure) {
            throw new UncategorizedSQLException("trace", null, failure);
        }
    }
}
