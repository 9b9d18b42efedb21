// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.run;

import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.Migrator;
import dev.migration.plan.Plan;
import dev.migration.result.MigrationResult;

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
            "",
            "Each revision is one transaction: if it fails, it is rolled back, and the revisions before it stay applied."
        })
public final class UpgradeCommand extends OfflineCommand {

    @Parameters(arity = "0..1", paramLabel = "TARGET", description = "The target revision; heads applies all.")
    private String target = "heads";

    @Option(names = "--tag", paramLabel = "TEXT", description = "A note for the history.")
    private Optional<String> tag = Optional.empty();

    @Option(
            names = "--finish-background",
            description = "First finishes what earlier upgrades have left for the background.")
    private boolean finishBackground;

    @Override
    MigrationResult execute(Migrator migrator) {
        if (finishBackground) {
            migrator.work();
        }
        return migrator.upgrade(target, tag);
    }

    @Override
    Plan writeSql(Appendable sql) {
        return invocation().revisions().upgradeSql(target, tag, sql);
    }

    @Override
    Plan writePlainSql(Appendable sql) {
        return invocation().revisions().plainUpgradeSql(target, sql);
    }
}
