// SPDX-License-Identifier: Apache-2.0
package dev.migration.cli.run;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.migration.MigrationStatus;
import dev.migration.Migrator;
import dev.migration.plan.Plan;
import dev.migration.result.MigrationResult;

/** Reverts revisions. */
@Command(
        name = "downgrade",
        description = "Reverts the applied revisions after a target, newest first.",
        footer = {
            "",
            "Examples:",
            "  downgrade -1               the last revision",
            "  downgrade abc123           the revisions after abc123",
            "  downgrade reporting@base   one branch",
            "  downgrade base             all revisions",
            "  downgrade heads:abc123 --sql   the SQL for a database where all are applied",
            "",
            "If a revision has no @downgrade section, the command is refused before any revision is reverted."
        })
public final class DowngradeCommand extends OfflineCommand {

    @Parameters(paramLabel = "TARGET", description = "The target revision; base reverts all.")
    private String target = "";

    @Option(names = "--tag", paramLabel = "TEXT", description = "A note for the history.")
    private Optional<String> tag = Optional.empty();

    @Override
    MigrationResult execute(Migrator migrator) {
        return migrator.downgrade(target, tag);
    }

    @Override
    List<String> more(Migrator used, MigrationResult result) {
        return new RemainingBranches(used, "downgrade").lines(target, result.plan());
    }

    @Override
    Plan writeSql(Appendable sql) {
        return invocation().revisions().downgradeSql(range(), tag, sql);
    }

    @Override
    Plan writePlainSql(Appendable sql) {
        return invocation().revisions().plainDowngradeSql(range(), sql);
    }

    /** Completes a target without a start: the start is the current revision of the database, if one is configured. */
    private String range() {
        if (target.contains(":") || !invocation().context().hasDatabase()) {
            return target;
        }
        MigrationStatus status = invocation().migrator().reader().status();
        List<String> current = status.current();
        if (current.size() == 1) {
            return current.get(0) + ":" + target;
        }
        return Set.copyOf(current).equals(Set.copyOf(status.heads())) ? "heads:" + target : target;
    }
}
