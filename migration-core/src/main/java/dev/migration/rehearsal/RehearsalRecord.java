// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.report.StatementFailure;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.statement.StepStatement;
import dev.migration.rehearsal.RehearsedStatement.Cause;
import dev.migration.rehearsal.RehearsedStatement.Cost;
import dev.migration.rehearsal.RehearsedStatement.Result;
import dev.migration.sql.Position;
import dev.migration.sql.Redaction;
import dev.migration.sql.SqlStatement;
import dev.migration.trace.LockMode;
import dev.migration.trace.RelationTrace;
import dev.migration.trace.ServerMessage;
import dev.migration.trace.StatementTrace;
import dev.migration.trace.TracedStatement;
import dev.migration.trace.Tracer;

/** Collects what the statements of a rehearsal did and cost. */
final class RehearsalRecord {

    private final MigrationSession session;
    private final Tracer tracer;
    private final RehearsalGuard guard;
    private final Redaction secrets;
    private final List<RehearsedStatement> statements = new ArrayList<>();
    private String revision = "";
    private long wal;
    private boolean gaps;

    RehearsalRecord(MigrationSession session, Tracer tracer, RehearsalGuard guard, Redaction secrets) {
        this.session = session;
        this.tracer = tracer;
        this.guard = guard;
        this.secrets = secrets;
    }

    /** @param position in the WAL, before the first statement */
    void startsAt(long position) {
        wal = position;
    }

    /** The statements that follow belong to another revision; empty for none. */
    void revision(String id) {
        revision = id;
    }

    void message(ServerErrors.Notice notice) {
        tracer.message(new ServerMessage(notice.severity(), notice.state(), notice.message()));
    }

    /** Whether something did not run, so that a later statement may fail because of that. */
    boolean hasGaps() {
        return gaps;
    }

    boolean isCancelled() {
        return guard.reason().isPresent();
    }

    /** The next statement begins, unless the guard has cancelled the rehearsal. */
    void begins() throws SQLException {
        guard.begins(statements.size());
        guard.check();
    }

    void ran(StepStatement.Scripted scripted, Result result, Duration duration, long position) throws SQLException {
        gaps |= result instanceof Result.Projected;
        ran(scripted.origin().source(), scripted.statement(), result, new Cost(duration, position - wal, 0));
        wal = position;
    }

    /** The code of a Java revision has run. */
    void code(String source, Duration duration, long position) throws SQLException {
        ran(source, none(), new Result.Ran(), new Cost(duration, position - wal, 0));
        wal = position;
    }

    private void ran(String source, SqlStatement statement, Result result, Cost cost) throws SQLException {
        StatementTrace trace = tracer.executed(
                        session.connection(), new TracedStatement(revision, source, statement), cost.duration())
                .orElse(null);
        List<RelationTrace> existing =
                trace == null ? List.of() : trace.existing().toList();
        long rows = trace == null
                ? 0
                : trace.relations().stream()
                        .mapToLong(table -> table.use().rows())
                        .sum();
        statements.add(new RehearsedStatement(
                revision,
                source,
                statement,
                result,
                new Cost(cost.duration(), cost.wal(), rows),
                existing.stream().flatMap(table -> lock(table).stream()).toList(),
                existing.stream()
                        .filter(RelationTrace::isRewritten)
                        .map(RelationTrace::name)
                        .toList(),
                List.of(),
                Optional.ofNullable(trace)));
    }

    /**
     * The lock that the statement took; or a stronger one that the rehearsal had already, if the statement used the table. A reader is
     * in nobody's way.
     */
    private static Optional<HeldLock> lock(RelationTrace table) {
        RelationTrace.Use use = table.use();
        boolean uses = use.rows() > 0 || use.scans() > 0 || !table.changes().isEmpty();
        LockMode taken = use.strongest().orElse(LockMode.ACCESS_SHARE);
        LockMode held = use.held().filter(mode -> uses).orElse(LockMode.ACCESS_SHARE);
        boolean since = held.compareTo(taken) > 0;
        LockMode mode = since ? held : taken;
        return mode == LockMode.ACCESS_SHARE
                ? Optional.empty()
                : Optional.of(new HeldLock(mode, table.name(), Duration.ZERO, since));
    }

    void leftOut(StepStatement.Scripted scripted, Result.LeftOut result) {
        leftOut(
                scripted.origin().source(),
                scripted.statement(),
                new Result.LeftOut(result.cause(), secrets.of(result.reason())));
    }

    /** A Java revision does not run. */
    void leftOutCode(String source, String reason) {
        leftOut(source, none(), new Result.LeftOut(Cause.CODE, reason));
    }

    private void leftOut(String source, SqlStatement statement, Result.LeftOut result) {
        gaps = true;
        add(source, statement, result);
    }

    /** Records a failure, or that the guard has cancelled the statement. Returns the failure. */
    StatementFailure failed(StatementFailure failure) {
        Result result = isCancelled()
                ? new Result.Cancelled()
                : new Result.Failed(
                        ServerErrors.in(failure).map(ServerErrors::stateOf).orElse(""),
                        describe(failure),
                        failure.position().line());
        add(failure.origin().source(), failure.statement(), result);
        return failure;
    }

    private void add(String source, SqlStatement statement, Result result) {
        statements.add(new RehearsedStatement(
                revision, source, statement, result, Cost.NONE, List.of(), List.of(), List.of(), Optional.empty()));
    }

    /** What the server says, without secrets. */
    String describe(Throwable failure) {
        return secrets.of(ServerErrors.in(failure).map(ServerErrors::describe).orElseGet(failure::toString));
    }

    private static SqlStatement none() {
        return new SqlStatement("", Position.START, false);
    }

    /** All statements, with how long their locks were held and who waited for them. */
    List<RehearsedStatement> statements() {
        List<RehearsedStatement> complete = new ArrayList<>();
        Duration held = Duration.ZERO;
        String current = "";
        for (int index = statements.size() - 1; index >= 0; index--) {
            RehearsedStatement statement = statements.get(index);
            held = statement.revision().equals(current)
                    ? held.plus(statement.cost().duration())
                    : statement.cost().duration();
            current = statement.revision();
            Duration time = held;
            complete.add(
                    0,
                    statement.with(
                            statement.locks().stream()
                                    .map(lock -> lock.heldFor(time))
                                    .toList(),
                            guard.blockedBy(index)));
        }
        return complete;
    }
}
