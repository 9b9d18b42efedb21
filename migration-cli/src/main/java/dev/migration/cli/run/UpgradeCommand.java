// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.run;

import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.Migrator;
import dev.migration.cli.command.DatabaseSelection;
import dev.migration.cli.setting.UsageException;
import dev.migration.execution.refusal.UnfinishedWorkException;
import dev.migration.plan.Plan;
import dev.migration.plan.SavedPlan;
import dev.migration.result.MigrationResult;
import dev.migration.version.JobState;

/** Applies revisions. */
@Command(
        name = "upgrade",
        description = "Applies the pending revisions, up to a target.",
        footer = {
            "",
            "Examples:",
            "  upgrade                  all pending revisions",
            "  upgrade +1               the next revision",
            "  upgrade abc123           abc123 and its ancestors",
            "  upgrade reporting@head   one branch",
            "  upgrade abc123:heads --sql   the SQL for a database that is at abc123",
            "  upgrade --plan plan.json exactly what 'plan --out plan.json' has saved",
            "",
            "Each revision is one transaction: if it fails, it is rolled back, and the revisions before it stay applied."
        })
public final class UpgradeCommand extends OfflineCommand {

    @Parameters(arity = "0..1", paramLabel = "TARGET", description = "The target revision; heads applies all.")
    private Optional<String> target = Optional.empty();

    @Mixin
    private SavedPlanOption saved = new SavedPlanOption();

    @Option(names = "--tag", paramLabel = "TEXT", description = "A note for the history.")
    private Optional<String> tag = Optional.empty();

    @Option(
            names = "--finish-background",
            description = "First finishes what earlier upgrades have left for the background.")
    private boolean finishBackground;

    /** A saved plan is about one database. */
    @Override
    public DatabaseSelection databaseSelection() {
        return saved.isGiven() ? DatabaseSelection.ONE_STATE : super.databaseSelection();
    }

    @Override
    MigrationResult execute(Migrator migrator) {
        if (finishBackground && saved.isGiven()) {
            throw new UsageException(
                    "--plan and --finish-background exclude each other: a saved plan is all that runs.",
                    "Finish the work first: work.");
        }
        Optional<SavedPlan> plan = plan();
        if (finishBackground) {
            finish(migrator);
        }
        return plan.isPresent() ? migrator.upgrade(plan.get(), tag) : migrator.upgrade(target(), tag);
    }

    private static void finish(Migrator migrator) {
        migrator.work();
        List<JobState> stopped =
                migrator.reader().jobs().stream().filter(JobState::hasStopped).toList();
        if (!stopped.isEmpty()) {
            throw UnfinishedWorkException.stopped(stopped);
        }
    }

    private Optional<SavedPlan> plan() {
        return saved.read(invocation().context().folder(), target);
    }

    /** SQL is written for a target, not for a saved plan. */
    private String target() {
        if (isOffline() && saved.isGiven()) {
            throw new UsageException(
                    "--sql and --plan exclude each other: a saved plan runs in its database.",
                    "Write the SQL with 'upgrade START:TARGET --sql'.");
        }
        return target.orElse("heads");
    }

    @Override
    Plan writeSql(Appendable sql) {
        return invocation().revisions().upgradeSql(target(), tag, sql);
    }

    @Override
    Plan writePlainSql(Appendable sql) {
        return invocation().revisions().plainUpgradeSql(target(), sql);
    }
}
