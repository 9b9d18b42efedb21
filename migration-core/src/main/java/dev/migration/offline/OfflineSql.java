// SPDX-License-Identifier: Apache-2.0
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
import dev.migration.version.table.StateStatements;

/** Writes the plan of a command as a text for psql, without a database. */
public final class OfflineSql {

    private final RevisionScripts scripts;
    private final ExecutionSettings settings;

    public OfflineSql(RevisionScripts scripts, ExecutionSettings settings) {
        this.scripts = scripts;
        this.settings = settings;
    }

    /**
     * A command whose plan is written.
     *
     * @param targets {@code [start:]end}, or several ends of a stamp
     * @param purge whether a stamp first deletes all applied revisions
     * @param note the detail of each history row that has no other detail
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
     * Writes the text. A refused command writes nothing; a large script is streamed.
     *
     * @throws dev.migration.error.MigrationException if the plan cannot be written without a database
     * @throws UncheckedIOException if writing to {@code text} fails
     */
    public Plan write(Request request, Appendable text) {
        return write(
                request,
                prepared -> new Writing(prepared.plan(), new PsqlText(text), request.note())
                        .write(prepared.bodies(), prepared.recorded()));
    }

    /** Writes the statements of the scripts alone, for a reader: psql runs none of them. */
    public Plan writePlain(Request request, Appendable text) {
        return write(
                request,
                prepared -> new PlainSql(new PsqlText(text), scripts.hooks(), settings.variables())
                        .write(prepared.plan(), prepared.bodies(), prepared.recorded()));
    }

    private Plan write(Request request, Writer writer) {
        Prepared prepared = prepare(request);
        try {
            writer.write(prepared);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception impossible) {
            throw new IllegalStateException("Writing uses no database", impossible);
        }
        return prepared.plan().plan();
    }

    private Prepared prepare(Request request) {
        OfflineRange range = OfflineRange.parse(request.operation(), request.targets());
        OfflinePlan plan = OfflinePlan.of(scripts, request.operation(), range, request.purge());
        Map<Step, StepBody> bodies = request.operation() == Operation.STAMP
                ? Map.of()
                : new OfflineBodyResolver(scripts, settings.variables()).of(plan);
        Map<Step, List<String>> recorded = new LinkedHashMap<>();
        bodies.forEach((step, body) -> recorded.put(step, RevisionRecorder.record(step, body)));
        return new Prepared(plan, bodies, recorded);
    }

    /**
     * What a text shows.
     *
     * @param recorded the statements of the Java revisions
     */
    private record Prepared(OfflinePlan plan, Map<Step, StepBody> bodies, Map<Step, List<String>> recorded) {}

    /** Writes a text. */
    @FunctionalInterface
    private interface Writer {
        void write(Prepared prepared) throws Exception;
    }

    /** Writes one text. */
    private final class Writing {

        private final OfflinePlan plan;
        private final PsqlText text;
        private final PsqlSession session = new PsqlSession(settings);
        private final StateTableNames names = new StateTableNames(settings.tables());
        private final StateStatements statements;
        private final RunContext context;
        private final TransactionStatements transaction;
        private final StepStatements steps;
        private final PsqlStatementSink sink;

        Writing(OfflinePlan plan, PsqlText text, Optional<String> note) {
            this.plan = plan;
            this.text = text;
            this.statements = new StateStatements(
                            names.tables(),
                            new AppliedBy("", HostName.get(), settings.application(), ToolVersion.get()))
                    .withNote(note);
            this.context = new RunContext(
                    names.tables(),
                    StateTableNames.lockKey(),
                    new StepRecords(scripts, plan.database().graph(), statements, settings.variables()),
                    scripts.hooks());
            this.transaction = new TransactionStatements(session, settings, context, number -> {});
            this.steps = new StepStatements(session, settings, context, transaction);
            this.sink = new PsqlStatementSink(text, names);
        }

        void write(Map<Step, StepBody> bodies, Map<Step, List<String>> recorded) throws Exception {
            OfflinePreamble preamble = new OfflinePreamble(text, session, names);
            preamble.comments(plan, settings.application());
            if (plan.plan().isEmpty()) {
                text.comment("Nothing to do.");
                return;
            }
            preamble.psqlSettings();
            preamble.requirements();
            preamble.prepareSession();
            preamble.lock();
            preamble.trust();
            List<String> repeatable = BatchedText.repeatable(plan.plan(), bodies);
            preamble.assumption(plan, settings.policies(), repeatable);
            preamble.tables(statements, transaction, sink);
            if (plan.plan().operation() == Operation.STAMP) {
                stamp();
            } else {
                run(bodies, recorded, repeatable);
            }
            text.line("").comment("Reset the session.");
            for (String statement : session.restoreStatements()) {
                text.statement(statement);
            }
        }

        private void stamp() throws Exception {
            text.line("");
            sink.add(TransactionStatements.begin("stamp"));
            sink.add(transaction.lockCondition("(none)"));
            sink.addAll(transaction.guard());
            for (Step step : plan.plan().steps()) {
                sink.addRows(context.records().success(Operation.STAMP, step, Optional.of(Duration.ZERO)));
            }
            text.line("COMMIT;");
        }

        private void run(Map<Step, StepBody> bodies, Map<Step, List<String>> recorded, List<String> repeatable)
                throws Exception {
            hooks(HookStatements.before(plan.plan()));
            for (Map.Entry<Step, StepBody> entry : bodies.entrySet()) {
                Step step = entry.getKey();
                StepTask task = new StepTask(plan.plan(), step, entry.getValue(), Optional.empty());
                title(task);
                boolean skippable = repeatable.contains(step.revision().id());
                if (skippable) {
                    BatchedText.skipIfApplied(step, text, names);
                }
                write(task, recorded.getOrDefault(step, List.of()));
                if (skippable) {
                    text.line("\\endif");
                }
                transaction.committed(step);
            }
            hooks(HookStatements.after(plan.plan()));
        }

        private void write(StepTask task, List<String> recorded) throws Exception {
            if (task.body() instanceof StepBody.Sql sql && !sql.fitsIntoOneTransaction()) {
                new SegmentsText(
                                new SegmentStatements(settings, context, transaction),
                                new SegmentsText.Output(text, sink, context, names))
                        .write(task, sql, steps.rows(task, Optional.empty()));
            } else {
                steps.add(task, sink, revision -> writeRecorded(recorded));
                text.line("COMMIT;");
            }
        }

        private void title(StepTask task) throws IOException {
            Step step = task.step();
            text.line("");
            if (step.isRepeatable()) {
                text.comment("The repeatables that are pending");
            } else {
                text.comment((step.direction() == Step.Direction.UP ? "Upgrade " : "Downgrade ")
                        + step.revision().id() + ": " + step.revision().message());
            }
        }

        private void writeRecorded(List<String> recorded) throws IOException {
            for (String statement : recorded) {
                sink.script(statement);
            }
        }

        private void hooks(Hook.Event event) throws Exception {
            HookStatements hooks = new HookStatements(context.hooks(), settings);
            if (hooks.at(event).isEmpty()) {
                return;
            }
            text.line("").comment("Hooks: " + event.text());
            sink.addAll(transaction.hookPreamble(event, Optional.empty()));
            hooks.add(event, HookStatements.HookContext.of(plan.plan().operation()), sink);
            sink.finish(transaction.closing(), List.of());
            text.line("COMMIT;");
        }
    }
}
