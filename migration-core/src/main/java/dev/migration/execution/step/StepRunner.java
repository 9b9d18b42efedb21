package dev.migration.execution.step;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import org.springframework.dao.DataAccessException;

import dev.migration.event.EventPublisher;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.FailureReport;
import dev.migration.execution.failure.RevisionFailedException;
import dev.migration.execution.failure.StateChangedException;
import dev.migration.execution.failure.StatementFailure;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.MigrationSession;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.version.StateStatement;

/** Runs one step: body and rows in one transaction, events around it, a history row when it fails. */
public final class StepRunner {

    private final MigrationSession session;
    private final ExecutionSettings settings;
    private final StepRecords records;
    private final StepTransaction transaction;
    private final EventPublisher events;

    public StepRunner(
            MigrationSession session, ExecutionSettings settings, Workplace workplace, EventPublisher events) {
        this.session = session;
        this.settings = settings;
        this.records = workplace.records();
        this.transaction = new StepTransaction(session, settings, workplace.tables(), workplace.lockKey());
        this.events = events;
    }

    /** @throws RevisionFailedException if it fails; then nothing of it remains */
    public void run(Plan plan, Step step, StepBody body) {
        events.publish(new MigrationEvent.RevisionStarted(plan, step));
        long start = System.nanoTime();
        try {
            transaction.run(() -> {
                transaction.begin(step, records.parentsOf(step), body.options());
                runBody(step, body);
                transaction.requireOpen();
                session.write(records.success(plan.operation(), step, since(start)));
            });
            session.reset(settings.sessionName());
        } catch (Exception | Error failure) {
            throw failed(plan, step, body, since(start), failure);
        }
        events.publish(new MigrationEvent.RevisionFinished(plan, step, since(start)));
    }

    private void runBody(Step step, StepBody body) throws SQLException, StatementFailure {
        if (body instanceof StepBody.Sql sql) {
            ScriptRunner runner = new ScriptRunner(
                    session.connection(),
                    settings.variables(),
                    (severity, text) -> events.publish(new MigrationEvent.ServerMessage(step, severity, text)));
            runner.run(sql.section());
        } else if (body instanceof StepBody.Code code) {
            new JavaRunner(session.connection()).run(step, code.revision());
        }
    }

    private RuntimeException failed(Plan plan, Step step, StepBody body, Duration duration, Throwable failure) {
        RuntimeException thrown = failure instanceof StateChangedException changed
                ? changed
                : new RevisionFailedException(FailureReport.of(plan, step, body.source(), failure), failure);
        try {
            StateStatement record = records.failure(plan.operation(), step, duration, thrown);
            session.write(List.of(record));
        } catch (DataAccessException second) {
            // The connection may be gone; the failure itself is what matters.
            thrown.addSuppressed(second);
        }
        events.publish(new MigrationEvent.RevisionFailed(plan, step, duration, thrown));
        return thrown;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
