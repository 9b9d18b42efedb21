// SPDX-License-Identifier: Apache-2.0
package dev.migration.execution.background;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.springframework.dao.DataAccessException;

import dev.migration.error.MigrationException;
import dev.migration.event.MigrationEvent;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.failure.SessionLostException;
import dev.migration.execution.report.StateChangedException;
import dev.migration.execution.session.HostName;
import dev.migration.execution.session.MigrationSession;
import dev.migration.execution.session.ToolVersion;
import dev.migration.execution.state.DatabaseState;
import dev.migration.execution.statement.BackgroundJob;
import dev.migration.execution.statement.RunContext;
import dev.migration.execution.statement.StepBody;
import dev.migration.execution.statement.StepRecords;
import dev.migration.execution.step.StepRunner;
import dev.migration.plan.Plan;
import dev.migration.plan.Step;
import dev.migration.revision.HeadsChange;
import dev.migration.script.RevisionScript;
import dev.migration.script.ScriptOptions;
import dev.migration.version.AppliedBy;
import dev.migration.version.JobState;
import dev.migration.version.StateTables;
import dev.migration.version.batch.JobReader;
import dev.migration.version.batch.JobStatements;
import dev.migration.version.table.StateStatements;

/** Runs jobs on one session: alone, or together with the workers of other sessions. */
final class JobWorker {

    private final JobRun run;
    private final MigrationSession session;
    private final StateTables tables;

    /** @param tables with their schema */
    JobWorker(JobRun run, MigrationSession session, StateTables tables) {
        this.run = run;
        this.session = session;
        this.tables = tables;
    }

    /** The jobs that this worker may run: it has their scripts as they were queued. */
    List<JobState> jobs() {
        return new JobReader(session.jdbc(), tables)
                .jobs().stream()
                        .filter(JobState::isRunnable)
                        .filter(job -> script(job).isPresent())
                        .toList();
    }

    /**
     * Runs a job to its end.
     *
     * @return false if another session runs it, or has ended it
     * @throws MigrationException if it fails; no worker tries it again by itself
     * @throws SessionLostException if another session must continue
     */
    boolean run(JobState job) throws SessionLostException {
        boolean whole = script(job).orElseThrow().options().background() != ScriptOptions.Background.NO;
        return whole ? runAlone(job) : runTogether(job);
    }

    /** Statements outside of batches have one worker, as long as its session lives. */
    private boolean runAlone(JobState job) throws SessionLostException {
        String key = new JobStatements(tables, job.revision()).lockKey();
        session.keep(Long.parseLong(session.query("SELECT " + key).orElseThrow()));
        if (!session.query("SELECT pg_catalog.pg_try_advisory_lock(" + key + ")")
                .equals(Optional.of("t"))) {
            return false;
        }
        try {
            // The worker before may have done segments.
            Optional<JobState> now = jobs().stream()
                    .filter(other -> other.revision().equals(job.revision()))
                    .findFirst();
            boolean done = now.isPresent() && runTogether(now.get());
            unlock(key);
            return done;
        } catch (MigrationStoppedException stopped) {
            throw stopped;
        } catch (MigrationException failure) {
            // Otherwise nobody could run it before this session ends, which may have other jobs to run.
            unlock(key);
            throw failure;
        }
    }

    private void unlock(String key) {
        session.query("SELECT pg_catalog.pg_advisory_unlock(" + key + ")");
    }

    private boolean runTogether(JobState job) throws SessionLostException {
        RevisionScript.Sql script = script(job).orElseThrow();
        DatabaseState database = run.planner().read(session.stateToChange(tables));
        StepRecords records = new StepRecords(
                run.planner().scripts(),
                database.graph(),
                statements(),
                run.settings().variables());
        RunContext context = new RunContext(
                        tables, "0", records, run.planner().scripts().hooks())
                .of(new BackgroundJob(job.revision(), job.segment()));
        Step step = new Step(Step.Direction.UP, script.revision(), new HeadsChange(List.of(), List.of()));
        Plan plan = new Plan(Plan.Operation.UPGRADE, List.of(step), List.of(), List.of(), List.of());
        session.write(tables, List.of(new JobStatements(tables, job.revision()).running()));
        long start = System.nanoTime();
        try (StepRunner runner = new StepRunner(session, run.settings(), context, run.events())) {
            runner.run(plan, step, body(script));
            run.events()
                    .publish(new MigrationEvent.JobFinished(plan, step, Duration.ofNanos(System.nanoTime() - start)));
            return true;
        } catch (StateChangedException elsewhere) {
            return false;
        } catch (MigrationStoppedException stopped) {
            throw stopped;
        } catch (MigrationException failure) {
            failed(context, new Failure(plan, step, Duration.ofNanos(System.nanoTime() - start), failure));
            throw failure;
        }
    }

    private record Failure(Plan plan, Step step, Duration spent, MigrationException thrown) {}

    private void failed(RunContext context, Failure failure) {
        String revision = failure.step().revision().id();
        String reason = context.records().redaction().of(failure.thrown().problem());
        try {
            session.reset();
            session.write(
                    tables,
                    List.of(
                            new JobStatements(tables, revision).failed(reason),
                            context.records()
                                    .failure(
                                            failure.plan().operation(),
                                            failure.step(),
                                            failure.spent(),
                                            failure.thrown())));
        } catch (DataAccessException second) {
            failure.thrown().addSuppressed(second);
        }
        run.events()
                .publish(new MigrationEvent.JobFailed(
                        failure.plan(), failure.step(), failure.spent(), failure.thrown()));
    }

    private StepBody body(RevisionScript.Sql script) {
        return new StepBody.Sql(
                script.upgrade(), script.options(), run.settings().variables(), true);
    }

    private StateStatements statements() {
        return new StateStatements(
                tables, new AppliedBy("", HostName.get(), run.settings().application(), ToolVersion.get()));
    }

    /** An application that is older than the job, or has another script, leaves it alone. */
    private Optional<RevisionScript.Sql> script(JobState job) {
        return run.planner()
                .scripts()
                .find(job.revision())
                .filter(script ->
                        script.checksum().isPresent() && script.checksum().equals(job.checksum()))
                .filter(RevisionScript.Sql.class::isInstance)
                .map(RevisionScript.Sql.class::cast);
    }
}
