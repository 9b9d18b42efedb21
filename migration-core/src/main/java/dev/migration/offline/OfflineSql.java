package dev.migration.offline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.migration.execution.session.ExecutionSettings;
import dev.migration.execution.session.HostName;
import dev.migration.execution.session.ToolVersion;
import dev.migration.execution.statement.HookStatements;
import dev.migration.execution.statement.RunContext;
import dev.migration.execution.statement.SegmentStatements;
import dev.migration.execution.statement.StepBody;
import dev.migration.execution.statement.StepRecords;
import dev.migration.execution.statement.StepStatements;
import dev.migration.execution.statement.StepTask;
import dev.migration.execution.statement.TransactionStatements;
import dev.migration.offline.recording.RevisionRecorder;
import dev.migration.plan.Plan;
import dev.migration.plan.Plan.Operation;
import dev.migration.plan.Step;
import dev.migration.script.Hook;
import dev.migration.script.load.RevisionScripts;
import dev.migration.version.AppliedBy;
import dev.migration.version.StateStatements;

/** Writes what a command would do as a text for psql, without asking a database. */
public final class OfflineSql {

    private final RevisionScripts scripts;
    private final ExecutionSettings settings;

    public OfflineSql(RevisionScripts scripts, ExecutionSettings settings) {
        this.scripts = scripts;
        this.settings = settings;
    }

    /**
     * What to write.
     *
     * @param targets {@code [start:]end}, or several ends of a stamp
     * @param purge whether a stamp forgets first what is applied
     * @param note what the history says about each step
     */
    public record Request(Operation operation, List<String> targets, boolean purge, Optional<String> note) {

        public Request {
            targets = List.copyOf(targets);
        }

        /** An upgrade or a downgrade. */
        public static Request of(Operation operation, String range) {
            return new Request(operation, List.of(range), false, Optional.empty());
        }
    }

    /**
     * Writes the text. Whatever is refused is refused before its first character; a large script is written as it is read.
     *
     * @throws dev.migration.error.MigrationException if it cannot be written without a database
     * @throws UncheckedIOException if the text does not take it
     */
    public Plan write(Request request, Appendable text) {
        OfflineRange range = OfflineRange.parse(request.operation(), request.targets());
        OfflinePlan plan = OfflinePlan.of(scripts, request.operation(), range, request.purge());
        Map<Step, StepBody> bodies = request.operation() == Operation.STAMP
                ? Map.of()
                : new OfflineBodyResolver(scripts, settings.variables()).of(plan);
        Map<Step, List<String>> recorded = new LinkedHashMap<>();
        bodies.forEach((step, body) -> RevisionRecorder.codeOf(body)
                .ifPresent(code -> recorded.put(step, RevisionRecorder.record(step, code))));
        try {
            new Writing(plan, new PsqlText(text), request.note()).write(bodies, recorded);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception impossible) {
            throw new IllegalStateException("Writing asks no database", impossible);
        }
        return plan.plan();
    }

    /** One text. */
    private final class Writing {

        private final OfflinePlan plan;
        private final PsqlText text;
        private final PsqlSession session = new PsqlSession(settings);
        private final StateTableNames names = new StateTableNames(settings.tables());
        private final StateStatements statements;
        private final RunContext workplace;
        private final TransactionStatements transaction;
        private final StepStatements steps;
        private final PsqlStatementSink outlet;

        Writing(OfflinePlan plan, PsqlText text, Optional<String> note) {
            this.plan = plan;
            this.text = text;
            this.statements = new StateStatements(
                            names.tables(),
                            new AppliedBy("", HostName.get(), settings.application(), ToolVersion.get()))
                    .remarking(remark);
            this.workplace = new RunContext(
                    names.tables(),
                    StateTableNames.lockKey(),
                    new StepRecords(scripts, plan.database().graph(), statements, settings.variables()),
                    scripts.hooks());
            this.transaction = new TransactionStatements(session, settings, workplace, number -> {});
            this.steps = new StepStatements(session, settings, workplace, transaction);
            this.outlet = new PsqlStatementSink(text, names);
        }

        void write(Map<Step, StepBody> bodies, Map<Step, List<String>> recorded) throws Exception {
            OfflinePreamble head = new OfflinePreamble(text, session, names);
            head.comments(plan, settings.application());
            if (plan.plan().isEmpty()) {
                text.comment("Nothing to do.");
                return;
            }
            head.orders();
            head.requirements();
            head.session();
            head.lock();
            head.assumption(plan, settings.policies());
            head.tables(statements, transaction, outlet);
            if (plan.plan().operation() == Operation.STAMP) {
                stamp();
            } else {
                run(bodies, recorded);
            }
            text.line("").comment("The session is given back.");
            for (String statement : session.farewell()) {
                text.statement(statement);
            }
        }

        private void stamp() throws Exception {
            text.line("");
            outlet.add(TransactionStatements.begin("stamp"));
            outlet.add(transaction.alone("(none)"));
            for (Step step : plan.plan().steps()) {
                outlet.addRows(workplace.records().success(Operation.STAMP, step, Optional.of(Duration.ZERO)));
            }
            text.line("COMMIT;");
        }

        private void run(Map<Step, StepBody> bodies, Map<Step, List<String>> recorded) throws Exception {
            hooks(HookStatements.before(plan.plan()));
            for (Map.Entry<Step, StepBody> entry : bodies.entrySet()) {
                Step step = entry.getKey();
                StepTask task = new StepTask(plan.plan(), step, entry.getValue());
                title(task);
                if (task.body() instanceof StepBody.Sql sql && !sql.fitsIntoOneTransaction()) {
                    new SegmentsText(
                                    session,
                                    new SegmentStatements(settings, workplace, transaction),
                                    new SegmentsText.Place(text, outlet, workplace, settings.variables()))
                            .write(task, sql, steps.rows(task, Optional.empty()));
                } else {
                    steps.add(task, outlet, revision -> statementsOf(recorded.getOrDefault(step, List.of())));
                    text.line("COMMIT;");
                }
                transaction.isDone(step);
            }
            hooks(HookStatements.after(plan.plan()));
        }

        private void title(StepTask task) throws IOException {
            Step step = task.step();
            text.line("");
            if (step.isRepeatable()) {
                text.comment("Repeatables, those that are pending by then");
            } else {
                text.comment((step.direction() == Step.Direction.UP ? "Upgrade " : "Downgrade ")
                        + step.revision().id() + ": " + step.revision().message());
            }
        }

        private void statementsOf(List<String> recorded) throws IOException {
            for (String statement : recorded) {
                outlet.script(statement);
            }
        }

        private void hooks(Hook.Event event) throws Exception {
            HookStatements hooks = new HookStatements(workplace.hooks(), settings);
            if (hooks.at(event).isEmpty()) {
                return;
            }
            text.line("").comment("Hooks: " + event.text());
            outlet.addAll(transaction.hookPreamble(event));
            hooks.add(event, HookStatements.Occasion.of(plan.plan().operation()), outlet);
            outlet.finish(transaction.closing(), List.of());
            text.line("COMMIT;");
        }
    }
}
