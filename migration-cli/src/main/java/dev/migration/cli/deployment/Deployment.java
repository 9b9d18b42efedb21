// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.deployment;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.cli.output.Plurals;
import dev.migration.cli.process.ProcessRunner;
import dev.migration.cli.process.ServerVersion;
import dev.migration.event.MigrationListener;
import dev.migration.execution.failure.LockNotObtainedException;
import dev.migration.execution.failure.MigrationStoppedException;
import dev.migration.execution.refusal.UnfinishedWorkException;
import dev.migration.plan.Plan;
import dev.migration.result.MigrationResult;

/**
 * One deployment. Each step begins when the step before it has succeeded:
 *
 * <ol>
 *   <li>connect, and retry while the server is starting;
 *   <li>state: read the status, make the plan, and check that the database does not contradict the scripts;
 *   <li>backup, if the options have one;
 *   <li>preview;
 *   <li>upgrade or downgrade, within the time limit;
 *   <li>verify;
 *   <li>rotate the backups.
 * </ol>
 *
 * It ends after the second step if there is nothing to do. {@link DeployRollback} handles an upgrade that fails. An instance runs
 * once, with a migrator that has {@link #migrationListener()} among its listeners.
 */
public final class Deployment {

    private final DeployOptions options;
    private final DeploymentListener listener;
    private final ShutdownInterruption interruption = new ShutdownInterruption();
    private final ProcessRunner runner = new ProcessRunner();
    private final CommittedRevisions record = new CommittedRevisions();
    private final DeploymentSteps steps;
    private final BackupStep backup;
    private Optional<DeployRollback> rollback = Optional.empty();

    public Deployment(DeployOptions options, DeploymentListener listener) {
        this.options = options;
        this.listener = listener;
        this.steps = new DeploymentSteps(interruption, options.timeLimit(), listener::stepFinished);
        this.backup = new BackupStep(options.backup(), runner);
    }

    /** Records what the migrator commits. */
    public MigrationListener migrationListener() {
        return record;
    }

    /** Ends a wait for the server and a running backup because the process shuts down. Any thread may call it. */
    public void interrupt() {
        interruption.request();
        runner.stop();
    }

    /** The file of the backup, once it is created. */
    public Optional<String> backupFile() {
        return backup.file();
    }

    /** The ids of the revisions that were reverted after a failure, in order. */
    public List<String> reverted() {
        return rollback.map(DeployRollback::reverted).orElse(List.of());
    }

    /** The results of the steps so far, in order. */
    public List<StepResult> steps() {
        return steps.results();
    }

    /**
     * Runs the deployment.
     *
     * @return the executed plan, or in a dry run the plan that would be executed; without steps if there is nothing to do
     * @throws dev.migration.error.MigrationException if a step fails
     */
    public Plan run(Migrator migrator) {
        ServerVersion server = steps.run(
                "connect",
                () -> new ConnectStep(options.connectFor(), interruption).connect(migrator),
                found -> "PostgreSQL " + found.version() + ", database " + found.database() + " as " + found.user());
        Plan plan = steps.run("state", () -> plan(migrator), this::describe);
        if (plan.isEmpty()) {
            return plan;
        }
        backUp(server);
        steps.run(
                "preview",
                () -> plan,
                known -> Plurals.of(known.steps().size(), "revision") + " to " + options.operation());
        listener.planned(plan);
        return options.isDryRun() ? plan : migrate(migrator, plan);
    }

    private Plan plan(Migrator migrator) {
        if (options.isDowngrade()) {
            return migrator.reader().planDowngrade(options.target());
        }
        try {
            new StateCheck(migrator).pending();
        } catch (UnfinishedWorkException unfinished) {
            if (!options.mode().finishBackground()) {
                throw unfinished;
            }
        }
        return options.saved().isPresent()
                ? migrator.reader().plan(options.saved().get())
                : migrator.reader().plan(options.target());
    }

    private String describe(Plan plan) {
        String position = "at " + position(plan.before());
        return plan.isEmpty()
                ? position + "; nothing to do"
                : position + "; " + Plurals.of(plan.steps().size(), "revision") + " to "
                        + (options.isDowngrade() ? "revert" : "apply");
    }

    private void backUp(ServerVersion server) {
        if (backup.isRequested() && options.isDryRun()) {
            steps.run(
                    "backup",
                    TimeLimit.of(options.timeLimit(), runner::stop),
                    () -> backup.findPrograms(server),
                    found -> "not in a dry run; pg_dump " + found.version() + " can dump this server");
        } else if (backup.isRequested()) {
            TimeLimit limit = TimeLimit.of(options.timeLimit(), runner::stop);
            steps.run("backup", limit, () -> createBackup(server, limit), Backups.Dump::toString);
        }
    }

    private Backups.Dump createBackup(ServerVersion server, TimeLimit limit) {
        try {
            return backup.create(server);
        } catch (RuntimeException failure) {
            if (!limit.isReached()) {
                throw failure;
            }
            throw new DeployFailedException(
                    "The time limit of " + limit.text()
                            + " is reached, and the backup was stopped. Its incomplete file is"
                            + " removed. Nothing was changed.",
                    "Set a longer --time-limit, or back up in another way and leave out --backup.",
                    failure);
        }
    }

    private Plan migrate(Migrator migrator, Plan plan) {
        MigrationStatus before =
                TimeLimit.of(options.timeLimit()).within(() -> migrator.reader().status());
        DeployRollback afterFailure = new DeployRollback(migrator, options, steps, record);
        rollback = Optional.of(afterFailure);
        Plan done;
        try {
            done = execute(migrator, StateCheck.notPlanned(plan, before));
        } catch (RuntimeException failure) {
            throw afterFailure.after(failure, before, backup.restoreAdvice());
        }
        if (backup.isRequested()) {
            steps.run(
                    "rotate",
                    backup::rotate,
                    removed -> removed.isEmpty() ? "no backup is too old" : "removed " + String.join(", ", removed));
        }
        return done;
    }

    private Plan execute(Migrator migrator, Set<String> notPlanned) {
        TimeLimit limit = TimeLimit.of(options.timeLimit(), migrator);
        Plan done = steps.run(
                        options.operation(),
                        limit,
                        () -> runWithin(limit, migrator),
                        result -> position(result.plan().after()))
                .plan();
        StateCheck state = new StateCheck(migrator);
        steps.run(
                "verify",
                () -> options.isDowngrade() ? state.requireReverted(done) : state.requireApplied(notPlanned),
                status -> "at " + position(status.current()));
        return done;
    }

    private MigrationResult runWithin(TimeLimit limit, Migrator migrator) {
        try {
            if (options.mode().finishBackground()) {
                migrator.finishFor(options.target());
            }
            return execute(migrator);
        } catch (MigrationStoppedException stopped) {
            if (!limit.isReached()) {
                throw stopped;
            }
            if (!record.isStarted() && record.lockHolder().isPresent()) {
                throw new LockNotObtainedException(
                        record.lockHolder().get(), options.timeLimit().orElseThrow());
            }
            throw new DeployFailedException(
                    "The time limit of " + limit.text() + " is reached. " + stopped.problem(),
                    "Set a longer --time-limit, or make the revision smaller.",
                    stopped);
        }
    }

    private MigrationResult execute(Migrator migrator) {
        if (options.saved().isPresent()) {
            return migrator.upgrade(options.saved().get(), Optional.empty());
        }
        return options.isDowngrade() ? migrator.downgrade(options.target()) : migrator.upgrade(options.target());
    }

    private static String position(List<String> ids) {
        return ids.isEmpty() ? "base" : String.join(", ", ids);
    }
}
