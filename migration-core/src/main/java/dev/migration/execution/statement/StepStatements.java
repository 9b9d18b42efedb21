// SPDX-License-Identifier: Apache-2.0
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
import dev.migration.script.ScriptCondition.Moment;
import dev.migration.version.table.StateStatement;

/** The statements of a step, in order, from the first statement of its transaction to the rows that record it. */
public final class StepStatements {

    /** Runs the code of a Java revision. */
    @FunctionalInterface
    public interface JavaExecution {
        void run(JavaRevision revision) throws Exception;
    }

    private final StepRecords records;
    private final TransactionStatements transaction;
    private final RepeatableScriptStatements repeatables;
    private final HookStatements hooks;

    public StepStatements(
            SessionStatements session,
            ExecutionSettings settings,
            RunContext context,
            TransactionStatements transaction) {
        this.records = context.records();
        this.transaction = transaction;
        this.repeatables = new RepeatableScriptStatements(session, settings, context, transaction);
        this.hooks = new HookStatements(context.hooks(), settings);
    }

    /** All statements of a step that fits into one transaction, except the COMMIT. */
    public void add(StepTask task, StatementSink sink, JavaExecution java) throws Exception {
        try (StepRows rows = StepRows.of(records, task)) {
            sink.addAll(preamble(task));
            if (task.body() instanceof StepBody.Repeating repeating) {
                addRepeating(task, repeating, rows, new Target(sink, java));
            } else {
                addRevision(task, sink, java);
                sink.finish(transaction.closing(), rows.step());
            }
        }
    }

    /**
     * The rows that record the success of a step.
     *
     * @param duration empty means the time since the begin of the transaction
     */
    public List<StateStatement> rows(StepTask task, Optional<Duration> duration) {
        return records.success(task.plan().operation(), task.step(), duration);
    }

    private List<StepStatement> preamble(StepTask task) throws Exception {
        List<StepStatement> preamble = transaction.preamble(task);
        Optional<StepBody> revision =
                task.body() instanceof StepBody.Repeating repeating ? repeating.revision() : Optional.of(task.body());
        return revision.isPresent() && revision.get() instanceof StepBody.Sql sql
                ? new TransactionModes(script(sql), sql.section()).addTo(preamble)
                : preamble;
    }

    private ScriptStatements script(StepBody.Sql sql) {
        return new ScriptStatements(sql.variables(), StatementSource.of(sql.source()));
    }

    private record Target(StatementSink sink, JavaExecution java) {}

    private void addRepeating(StepTask task, StepBody.Repeating body, StepRows rows, Target target) throws Exception {
        StatementSink sink = target.sink();
        sink.addAll(repeatables.unchanged(body));
        for (ReplacedObject object : body.replaced()) {
            sink.add(new StepStatement.Ours(object.drop()));
        }
        if (body.revision().isPresent()) {
            addRevision(task.with(body.revision().get()), sink, target.java());
            sink.addAll(transaction.closing());
            sink.addRows(rows.step());
        }
        for (RepeatableScript script : body.repeatables()) {
            sink.repeatable(script, () -> repeatables.add(task, script, rows.of(script), sink));
        }
        restore(body, sink);
        sink.finish(transaction.closing(), List.of());
    }

    /** After the repeatables: objects that are not applied again are not restored. */
    private static void restore(StepBody.Repeating body, StatementSink sink) throws Exception {
        for (ReplacedObject object : body.replaced()) {
            if (body.repeatables().contains(object.script())) {
                for (String statement : object.restore()) {
                    sink.add(new StepStatement.Ours(statement));
                }
                sink.add(object.unchanged());
            }
        }
    }

    /** The work of a revision: its hooks, its conditions and its script, without the statements of its transaction and its rows. */
    public void addRevision(StepTask task, StatementSink sink, JavaExecution java) throws Exception {
        hooks.aroundRevision(Hook.Event.BEFORE_REVISION, task, sink);
        if (task.body() instanceof StepBody.Sql sql) {
            RevisionConditions conditions = new RevisionConditions(task, sql);
            sink.addAll(conditions.at(Moment.REQUIRE));
            script(sql).addAfterModes(sql.section(), sink);
            sink.addAll(conditions.at(Moment.ENSURE));
        } else if (task.body() instanceof StepBody.Code code) {
            sink.flush();
            java.run(code.revision());
        }
        hooks.aroundRevision(Hook.Event.AFTER_REVISION, task, sink);
    }
}
