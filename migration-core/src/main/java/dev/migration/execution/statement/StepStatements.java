package dev.migration.execution.statement;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.migration.execution.report.StatementSource;
import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.SessionStatements;
import dev.migration.script.Hook;
import dev.migration.script.JavaRevision;
import dev.migration.script.RepeatableScript;
import dev.migration.version.StateStatement;

/** What a step consists of, in order, from the first statement of its transaction to the rows that record it. */
public final class StepStatements {

    /** Where Java revisions work. */
    @FunctionalInterface
    public interface JavaPlace {
        void run(JavaRevision revision) throws Exception;
    }

    private final ExecutionSettings settings;
    private final StepRecords records;
    private final TransactionStatements transaction;
    private final RepeatableScriptStatements repeatables;
    private final HookStatements hooks;

    public StepStatements(
            SessionStatements session,
            ExecutionSettings settings,
            RunContext workplace,
            TransactionStatements transaction) {
        this.settings = settings;
        this.records = workplace.records();
        this.transaction = transaction;
        this.repeatables = new RepeatableScriptStatements(session, settings, workplace, transaction);
        this.hooks = new HookStatements(workplace.hooks(), settings);
    }

    /** All of a step that fits into one transaction, but the commit. */
    public void add(StepTask task, StatementSink outlet, JavaPlace java) throws Exception {
        outlet.addAll(transaction.preamble(task));
        outlet.flushBeforeReading();
        if (task.body() instanceof StepBody.Repeating repeating) {
            addRepeating(task, repeating, outlet, java);
        } else {
            addRevision(task, outlet, java);
            outlet.finish(transaction.closing(), rows(task, Optional.empty()));
        }
    }

    /** The rows that say that a step succeeded. @param duration empty means as long as the transaction has been open */
    public List<StateStatement> rows(StepTask task, Optional<Duration> duration) {
        return records.success(task.plan().operation(), task.step(), duration);
    }

    private void addRepeating(StepTask task, StepBody.Repeating body, StatementSink outlet, JavaPlace java)
            throws Exception {
        outlet.addAll(repeatables.unchanged(body));
        if (body.revision().isPresent()) {
            addRevision(new StepTask(task.plan(), task.step(), body.revision().get()), outlet, java);
            outlet.addAll(transaction.closing());
            outlet.addRows(rows(task, Optional.empty()));
        }
        for (RepeatableScript script : body.repeatables()) {
            outlet.repeatable(script, () -> repeatables.add(task, script, outlet));
        }
        outlet.finish(transaction.closing(), List.of());
    }

    private void addRevision(StepTask task, StatementSink outlet, JavaPlace java) throws Exception {
        hooks.aroundRevision(Hook.Event.BEFORE_REVISION, task, outlet);
        if (task.body() instanceof StepBody.Sql sql) {
            new ScriptStatements(settings.variables(), StatementSource.of(sql.source())).add(sql.section(), outlet);
        } else if (task.body() instanceof StepBody.Code code) {
            outlet.flush();
            java.run(code.revision());
        }
        hooks.aroundRevision(Hook.Event.AFTER_REVISION, task, outlet);
    }
}
