// SPDX-License-Identifier: Apache-2.0
package dev.migration.rehearsal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import dev.migration.execution.batch.BatchRehearsal;
import dev.migration.execution.report.StatementSource;
import dev.migration.execution.statement.HookStatements;
import dev.migration.execution.statement.ReplacedObject;
import dev.migration.execution.statement.ScriptStatements;
import dev.migration.execution.statement.StatementSink;
import dev.migration.execution.statement.StepBody;
import dev.migration.execution.statement.StepStatement;
import dev.migration.execution.statement.StepStatements;
import dev.migration.execution.statement.StepTask;
import dev.migration.execution.statement.TransactionStatements;
import dev.migration.execution.step.JavaRevisionRunner;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.script.JavaRevision;
import dev.migration.script.RepeatableScript;
import dev.migration.script.ScriptOptions;

/** Sends the statements of all steps to the sink of a rehearsal: those of a real run, without its transactions and its rows. */
final class RehearsedSteps {

    /** Drops the table of the barrier, too. */
    private static final String DISCARD = "DISCARD TEMP";

    private final RehearsalSession rehearsal;
    private final TransactionStatements transaction;

    RehearsedSteps(RehearsalSession rehearsal) {
        this.rehearsal = rehearsal;
        this.transaction = new TransactionStatements(
                rehearsal.session().statements(), rehearsal.settings(), rehearsal.context(), number -> {});
    }

    /** @param running is told which step runs */
    record Place(Barrier barrier, RehearsalRecord record, Consumer<StepTask> running) {}

    void run(Plan plan, Map<Step, StepBody> bodies, Place place) throws Exception {
        Map.Entry<Step, StepBody> first = bodies.entrySet().iterator().next();
        RehearsalSink sink = new RehearsalSink(
                rehearsal.session(),
                place,
                new BatchRehearsal(
                        rehearsal.session(),
                        rehearsal.context().tables(),
                        rehearsal.options().batches()),
                task(plan, first.getKey(), first.getValue()));
        HookStatements hooks = new HookStatements(rehearsal.context().hooks(), rehearsal.settings());
        HookStatements.HookContext values = HookStatements.HookContext.of(plan.operation());
        hooks.add(HookStatements.before(plan), values, sink);
        for (Map.Entry<Step, StepBody> step : bodies.entrySet()) {
            runStep(task(plan, step.getKey(), step.getValue()), sink, place);
        }
        place.record().revision("");
        hooks.add(HookStatements.after(plan), values, sink);
        sink.flush();
    }

    private void runStep(StepTask task, RehearsalSink sink, Place place) throws Exception {
        place.running().accept(task);
        String revision =
                task.step().isRepeatable() ? "" : task.step().revision().id();
        place.record().revision(revision);
        sink.begins(task);
        run(task, sink, place);
        sink.flush();
        place.barrier().requireOpen();
        observe(task, sink, revision);
    }

    /** With the settings and the role of the session, not with those of the script. */
    private void observe(StepTask task, RehearsalSink sink, String revision) throws Exception {
        if (rehearsal.observer() != RehearsalObserver.NONE) {
            begin(task, ScriptOptions.NONE, sink);
            rehearsal.observer().ran(revision, rehearsal.session().connection());
        }
    }

    private static StepTask task(Plan plan, Step step, StepBody body) {
        return new StepTask(plan, step, body, Optional.empty());
    }

    private void run(StepTask task, RehearsalSink sink, Place place) throws Exception {
        if (task.body() instanceof StepBody.BatchedCode code) {
            place.record().leftOutCode(code.source(), "its batches are called by an upgrade only");
            return;
        }
        begin(task, task.body().options(), sink);
        if (task.body() instanceof StepBody.Repeating repeating) {
            addRepeating(task, repeating, sink, place);
        } else {
            addRevision(task, sink, place);
        }
    }

    private void addRevision(StepTask task, RehearsalSink sink, Place place) throws Exception {
        new StepStatements(rehearsal.session().statements(), rehearsal.settings(), rehearsal.context(), transaction)
                .addRevision(task, sink, code -> run(task, code, place));
    }

    /** A step around which the objects of repeatables are dropped and applied again. */
    private void addRepeating(StepTask task, StepBody.Repeating repeating, RehearsalSink sink, Place place)
            throws Exception {
        for (ReplacedObject object : repeating.replaced()) {
            sink.add(new StepStatement.Ours(object.drop()));
        }
        if (repeating.revision().isPresent()) {
            addRevision(task.with(repeating.revision().get()), sink, place);
        }
        for (RepeatableScript script : repeating.repeatables()) {
            begin(task, script.options(), sink);
            new ScriptStatements(rehearsal.settings().variables(), StatementSource.of(script))
                    .add(script.section(), sink);
        }
    }

    /** Settings, role and prepared statements as at the begin of a real step. */
    private void begin(StepTask task, ScriptOptions scriptOptions, StatementSink sink) throws Exception {
        for (String statement : rehearsal.session().statements().resetStatementsInTransaction()) {
            if (!statement.equals(DISCARD)) {
                sink.add(new StepStatement.Ours(statement));
            }
        }
        sink.add(new StepStatement.Ours(Barrier.READ_ONLY));
        sink.addAll(transaction.limits(task, scriptOptions));
        sink.flush();
    }

    private void run(StepTask task, JavaRevision code, Place place) throws SQLException {
        String source = code.getClass().getName();
        if (!rehearsal.options().java()) {
            place.record()
                    .leftOutCode(
                            source,
                            "code may act outside of the transaction, where nothing is rolled back; --java runs it");
            return;
        }
        place.record().begins();
        long start = System.nanoTime();
        try {
            new JavaRevisionRunner(rehearsal.session().connection()).run(task.step(), code);
        } finally {
            rehearsal.session().resetDriver();
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        place.record().code(source, duration, place.barrier().requireOpen());
    }
}
