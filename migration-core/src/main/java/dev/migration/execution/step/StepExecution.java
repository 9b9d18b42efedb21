// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.migration.event.EventPublisher;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.report.FailureOutcome;
import dev.migration.execution.report.LostCommitException;
import dev.migration.execution.report.SegmentFailure;
import dev.migration.execution.report.ServerErrors;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.statement.RunContext;
import dev.migration.execution.statement.StepBody;
import dev.migration.execution.statement.StepStatements;
import dev.migration.script.JavaRevision;
import dev.migration.sql.Redaction;
import dev.migration.version.table.StateStatement;

/** Executes one attempt of a step: in one transaction, or in segments if the script does not fit into one. */
final class StepExecution implements AutoCloseable {

    /** PostgreSQL manual, Appendix A: duplicate_table. */
    private static final String DUPLICATE_TABLE = "42P07";

    private final MigrationSession session;
    private final ExecutionSettings settings;
    private final RunContext context;
    private final StepTransaction transaction;
    private final SegmentRunner segments;
    private final StepStatements statements;
    private final EventPublisher events;

    StepExecution(MigrationSession session, ExecutionSettings settings, RunContext context, EventPublisher events) {
        this.session = session;
        this.settings = settings;
        this.context = context;
        this.transaction = new StepTransaction(session, settings, context);
        this.segments = new SegmentRunner(session, settings, transaction, new SegmentRunner.Run(context, events));
        this.statements = new StepStatements(session.statements(), settings, context, transaction.statements());
        this.events = events;
    }

    StepTransaction transaction() {
        return transaction;
    }

    /** Executes the body and commits it together with the rows that record it. */
    void execute(StepAttempt attempt) throws Exception {
        transaction.forget();
        Optional<StepBody.Sql> inSegments = inSegments(attempt.body());
        if (inSegments.isPresent()) {
            DriverSettings driver = new DriverSettings();
            segments.run(attempt, inSegments.get(), () -> pipeline(attempt, driver), () -> success(attempt));
        } else {
            transaction.run(() -> executeBody(attempt));
        }
    }

    private static Optional<StepBody.Sql> inSegments(StepBody body) {
        if (body instanceof StepBody.BatchedCode code) {
            return Optional.of(code.segments());
        }
        return body instanceof StepBody.Sql sql && !sql.fitsIntoOneTransaction() ? Optional.of(sql) : Optional.empty();
    }

    @Override
    public void close() {
        transaction.close();
    }

    /** Whether the database still holds an effect of the attempt that failed. */
    FailureOutcome outcome(Throwable failure) {
        if (failure instanceof LostCommitException) {
            return FailureOutcome.UNKNOWN;
        }
        // The state table records which segments are committed.
        return failure instanceof SegmentFailure || transaction.isRolledBack()
                ? FailureOutcome.ROLLED_BACK
                : FailureOutcome.PARTLY_COMMITTED;
    }

    private void executeBody(StepAttempt attempt) throws Exception {
        StatementPipeline pipeline = pipeline(attempt, new DriverSettings());
        statements.add(attempt.task(), pipeline, revision -> executeJava(attempt, revision));
        transaction.requireOpen();
    }

    private void executeJava(StepAttempt attempt, JavaRevision code) throws Exception {
        JavaRevisionRunner runner = new JavaRevisionRunner(session.connection());
        long start = System.nanoTime();
        new JavaCode(session, settings, transaction).run(attempt.step(), code, runner);
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        tracing(attempt).ifPresent(trace -> trace.code(attempt.body().source(), duration));
        if (!runner.usedTheConnection()) {
            events.publish(new MigrationEvent.ConnectionNotUsed(attempt.plan(), attempt.step()));
        }
    }

    private List<StateStatement> success(StepAttempt attempt) {
        return context.job().isPresent()
                ? context.records()
                        .finished(attempt.step(), attempt.retryBudget().spent())
                : statements.rows(
                        attempt.task(), Optional.of(attempt.retryBudget().spent()));
    }

    private StatementPipeline pipeline(StepAttempt attempt, DriverSettings driver) {
        Redaction secrets = attempt.secrets(settings.variables().redaction());
        Optional<StepTracing> tracing = tracing(attempt);
        StatementPipeline pipeline = new StatementPipeline(session, driver, notice -> {
            if (!isAboutStateTable(notice)) {
                tracing.ifPresent(trace -> trace.message(notice));
                events.publish(new MigrationEvent.ServerMessage(
                        attempt.step(),
                        notice.severity(),
                        notice.without(secrets).message()));
            }
        });
        return tracing.map(pipeline::observedBy).orElse(pipeline);
    }

    /** Tables of batches are created by the first revision that needs them, with IF NOT EXISTS. */
    private boolean isAboutStateTable(ServerErrors.Notice notice) {
        return notice.state().equals(DUPLICATE_TABLE)
                && context.tables().names().stream().anyMatch(name -> isNamed(name, notice.message()));
    }

    /** Each language of the server has quotes of its own. */
    private static boolean isNamed(String table, String message) {
        return Pattern.compile("(?<![\\w$])" + Pattern.quote(table) + "(?![\\w$])")
                .matcher(message)
                .find();
    }

    private Optional<StepTracing> tracing(StepAttempt attempt) {
        String revision =
                attempt.step().isRepeatable() ? "" : attempt.step().revision().id();
        return settings.tracer().map(tracer -> new StepTracing(tracer, session, revision));
    }
}
